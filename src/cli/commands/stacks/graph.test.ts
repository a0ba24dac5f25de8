import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { captureIo } from '../../../../tests/support/capture-io.js'
import { run } from './graph.js'

const cwd = mkdtempSync(join(tmpdir(), 'graph-'))
vi.stubEnv('QIANYUN_STATE', join(cwd, 'state'))
afterAll(() => rmSync(cwd, { recursive: true }))

const draw = async (format?: string) => {
  const io = captureIo(cwd)
  expect(await run({ place: 'example', site: 'primary', system: ['letters'], ...(format === undefined ? {} : { format }) }, io)).toBe(0)
  return io.out()
}

describe('stacks graph', () => {
  it('prints a level a line', async () => {
    expect(await draw()).toBe('1  platform-example\n2  domain-admin-example\n3  sys-letters-example')
  })

  it('draws for Graphviz and Mermaid, an arrow to what comes afterwards', async () => {
    expect(await draw('dot')).toContain('  "domain-admin-example" -> "sys-letters-example"')
    expect(await draw('mermaid')).toContain('  domain-admin-example --> sys-letters-example')
  })
})
