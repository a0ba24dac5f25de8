import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { DiagnosticError } from '../../../diagnostics/diagnostic.js'
import { hostOf } from '../host/host-of.js'
import type { HostCall, Place } from '../host/host.js'
import { openAsServing } from './door.js'
import { guarded, putFile } from './guarded.js'
import { changeState, type SideState } from './state.js'

let folder: string
const file = (name: string): string => join(folder, '.qianyun', name)

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'qianyun-state-'))
  mkdirSync(join(folder, '.qianyun'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const state: SideState = { side: 'target', move: 'm', epoch: 0, stage: 'copied', result: null, switch: 'switch-1', ready: true, released: false }

/** The place itself, with a say in what reaches it. */
function place(change: (call: HostCall) => HostCall = (call) => call): Place {
  const tree = { path: folder, ssh: null }
  const host = hostOf(tree)
  return { side: 'target', tree, host: { ...host, run: (call) => host.run(change(call)) } }
}

const codeOf = async (work: Promise<unknown>): Promise<string | undefined> =>
  await work.then(() => undefined, (error: unknown) => (error instanceof DiagnosticError ? error.diagnostics[0]?.code : String(error)))

test('input that ends early leaves the old content', async () => {
  await guarded(place(), 1, { script: putFile('state.json'), input: '{"名":1}' })

  for (const left of [0, 1, 5]) {
    const cut = place((call) => ({ ...call, input: String(call.input).slice(0, left) }))
    expect(await codeOf(guarded(cut, 1, { script: putFile('state.json'), input: '{"other":2}' }))).toBe('FILES_COMMAND_FAILED')
  }

  expect(readFileSync(file('state.json'), 'utf8')).toBe('{"名":1}')
})

test('an opening that comes between reading and writing is not written over', async () => {
  writeFileSync(file('state.json'), JSON.stringify(state))
  const late = place((call) => {
    if (call.input !== undefined) writeFileSync(file('state.json'), JSON.stringify({ ...state, epoch: 2 }))
    return call
  })

  expect(await codeOf(changeState(late, 1, { switch: null }))).toBe('MOVE_SWITCH_TAKEN_OVER')
  expect(JSON.parse(readFileSync(file('state.json'), 'utf8'))).toMatchObject({ epoch: 2, switch: 'switch-1' })
})

test('a switch that was cancelled changes nothing of the door', async () => {
  writeFileSync(file('state.json'), JSON.stringify({ ...state, switch: null }))
  writeFileSync(file('door'), '2770 1000 1000\n')

  expect(await codeOf(openAsServing(place(), { kind: 'mode' }, 1, { id: 'switch-1', state: '{}', root: '755 0 0' }))).toBe('MOVE_SWITCH_TAKEN_OVER')
  expect(readFileSync(file('door'), 'utf8')).toBe('2770 1000 1000\n')
})
