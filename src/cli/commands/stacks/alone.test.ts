import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { captureIo } from '../../../../tests/support/capture-io.js'
import { withLock } from '../../../app/stacks/lock.js'
import { run as exportStacks } from './export.js'
import { run as graph } from './graph.js'
import { run as synth } from './synth.js'

let cwd: string
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'qianyun-alone-'))
  vi.stubEnv('QIANYUN_STATE', join(cwd, 'state'))
})
afterEach(() => rmSync(cwd, { recursive: true }))

const args = { place: 'example', site: 'primary', system: ['letters'] }
const commands = { synth, export: exportStacks, graph }

describe('a command that only writes stacks', () => {
  it.each(Object.entries(commands))('waits its turn: %s', async (_name, run) => {
    const lock = { folder: join(cwd, 'state/stacks/example'), place: 'example', doing: 'apply', now: new Date(0) }

    await expect(withLock(lock, () => run(args, captureIo(cwd)))).rejects.toMatchObject({ diagnostics: [{ code: 'STK_LOCKED', params: { doing: 'apply' } }] })
    expect(existsSync(join(cwd, 'cdktf.out'))).toBe(false)
    expect(await run(args, captureIo(cwd))).toBe(0)
    expect(await run(args, captureIo(cwd))).toBe(0)
  })

  it('tells at once of files that would stop the tool', async () => {
    await synth(args, captureIo(cwd))
    writeFileSync(join(cwd, 'cdktf.out/example/stacks/sys-letters-example/terraform.tfvars'), '')
    const io = captureIo(cwd)

    expect(await synth(args, io)).toBe(6)
    expect(io.out() + io.err()).toContain('terraform.tfvars')
  })
})
