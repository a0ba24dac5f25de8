import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { defaultSettings } from '../../flow/synth/settings.js'
import type { JsonObject } from '../../model/json.js'
import type { StackRunner } from '../../ports/stack-runner.js'
import type { StackTask } from './stack-tasks.js'
import { initializeStack, strangeNote } from './state-note.js'

let folder: string
beforeEach(() => void mkdirSync(join(folder = mkdtempSync(join(tmpdir(), 'state-note-')), '.terraform')))
afterEach(() => rmSync(folder, { recursive: true }))

const task = (backend: JsonObject, kind: StackTask['kind'] = 'edge'): StackTask => ({
  name: 'edge-hall', folder, kind, site: 'city-dr', subject: 'hall', dependencies: [], path: '', definition: 'sha256:0',
  synthesized: { name: 'edge-hall', path: '', dependencies: [], json: { terraform: { backend } } },
})

/** As OpenTofu 1.12.6 writes it. */
const noted = (type: string, config: JsonObject) => JSON.stringify({ version: 3, terraform_version: '1.12.6', backend: { type, config: { workspace_dir: null, ...config }, hash: 3145674507 } }, null, 4)
const local = (name: string) => noted('local', { path: `../../state/${name}.tfstate` })

const path = (name: string) => join(folder, name)

/** What comes of the note when the tool is to begin, and whether it is asked at all. */
async function begun(note: string, of: StackTask): Promise<string> {
  writeFileSync(path('.terraform/terraform.tfstate'), note)
  const initialize = vi.fn<StackRunner['initialize']>(() => Promise.resolve({ ok: true, problems: [] }))
  const { problems } = await initializeStack({ initialize }, of, defaultSettings, { variables: {} })
  expect(initialize).toHaveBeenCalledTimes(problems.length === 0 ? 1 : 0)
  return [existsSync(path('.terraform/terraform.tfstate')) ? 'kept' : 'forgotten', ...problems.map(({ kind }) => kind)].join(' ')
}

const here = { local: { path: '../../state/edge-hall-city-dr.tfstate' } }

describe('the tool\'s note of where it found a stack\'s state', () => {
  it('is forgotten for an edge that lies at another site since, with what an apply there could not write', async () => {
    writeFileSync(path('errored.tfstate'), '{}')

    expect(await begun(local('edge-hall'), task(here))).toBe('forgotten')
    expect([existsSync(path('errored.tfstate')), existsSync(path('errored.former-site.tfstate'))]).toEqual([false, true])
  })

  it('is written anew where it says the stack\'s own place, and what could not be written there is kept', async () => {
    writeFileSync(path('errored.tfstate'), '{}')

    expect(await begun(local('edge-hall-city-dr'), task(here))).toBe('forgotten')
    expect(existsSync(path('errored.tfstate'))).toBe(true)
  })

  it.each([
    ['another stack\'s', local('sys-hall'), 'edge'] as const,
    ['another one, of a stack that does not move', local('other'), 'system'] as const,
    ['one in another kind of backend', noted('pg', { schema_name: 'stacks_edge_hall' }), 'edge'] as const,
    ['one that sites.yaml has named before', noted('local', { path: '../../elsewhere/edge-hall.tfstate' }), 'edge'] as const,
  ])('stops the tool before it is asked where it leads to %s', async (_what, note, kind) => {
    expect(await begun(note, task(here, kind))).toBe('kept state_moved')
  })

  it('is left to the tool where it cannot be read', async () => {
    expect(await begun('{', task(here))).toBe('kept')
  })

  it.each([
    ['it leads elsewhere', local('other')],
    ['it says how to get there', noted('local', { path: here.local.path, conn_str: 'postgres://elsewhere' })],
    ['a key stands there twice', local('edge-hall-city-dr').replace('"version"', '"backend": {},\n    "version"')],
    ['a key stands there in another case, which the tools take too', local('edge-hall-city-dr').replace('"version"', '"Backend": {},\n    "version"')],
  ])('stops an apply where %s', (_what, note) => {
    writeFileSync(path('.terraform/terraform.tfstate'), note)
    expect(strangeNote(task(here))?.kind).toBe('state_moved')
  })

  it('lets an apply go on where there is none, or as the tool has written it', () => {
    expect(strangeNote(task(here))).toBeUndefined()
    writeFileSync(path('.terraform/terraform.tfstate'), local('edge-hall-city-dr'))
    expect(strangeNote(task(here))).toBeUndefined()
    writeFileSync(path('.terraform/terraform.tfstate'), noted('kubernetes', { secret_suffix: 'edge-hall', config_path: '../../access/city-dr.json', config_paths: null, exec: [] }))
    expect(strangeNote(task({ kubernetes: { secret_suffix: 'edge-hall' } }))).toBeUndefined()
  })
})
