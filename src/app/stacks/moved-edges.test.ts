import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { JsonObject } from '../../model/json.js'
import { forgetFormerSites } from './moved-edges.js'
import type { StackTask } from './stack-tasks.js'

let folder: string
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'moved-edges-'))))
afterEach(() => rmSync(folder, { recursive: true }))

const task = (backend: JsonObject, kind: StackTask['kind'] = 'edge'): StackTask => ({
  name: 'edge-hall', folder, kind, site: 'city-dr', subject: 'hall', dependencies: [], path: '', definition: 'sha256:0',
  synthesized: { name: 'edge-hall', path: '', dependencies: [], json: { terraform: { backend } } },
})

/** As OpenTofu 1.12.6 writes it. */
const note = { version: 3, backend: { type: 'local', config: { path: '../../state/edge-hall.tfstate', workspace_dir: null }, hash: 3145674507 } }

/** Whether the tool still knows where it found the state last. */
function isKept(content: string, of: StackTask): boolean {
  const file = join(folder, '.terraform/terraform.tfstate')
  mkdirSync(join(folder, '.terraform'), { recursive: true })
  writeFileSync(file, content)
  forgetFormerSites([of])
  return existsSync(file)
}

test('an edge that lies at another site begins there with the state of that site', () => {
  expect(isKept(JSON.stringify(note), task({ local: { path: '../../state/edge-hall-city-dr.tfstate' } }))).toBe(false)
})

test('what lies where it lay, in another kind of backend, or is no edge, is left to the tool', () => {
  expect(isKept(JSON.stringify(note), task({ local: { path: '../../state/edge-hall.tfstate' } }))).toBe(true)
  expect(isKept(JSON.stringify(note), task({ pg: { schema_name: 'stacks_edge_hall' } }))).toBe(true)
  expect(isKept(JSON.stringify(note), task({ local: { path: '../../state/other.tfstate' } }, 'system'))).toBe(true)
  expect(isKept('{', task({ local: { path: '../../state/other.tfstate' } }))).toBe(true)
})
