import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ProcessTable } from '../servers/process-table.js'
import { superviseWorker } from './supervise-worker.js'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'qianyun-supervise-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

describe('the supervision of a worker', () => {
  it('gives up when one after the other ends by itself, and names the log', async () => {
    const lost: string[] = []
    const log = join(folder, 'worker.log')
    // Beside the sources there is no compiled command, so each worker ends at once.
    const worker = superviseWorker({
      root: folder, place: 'nowhere', stateDirectory: folder, log, processes: new ProcessTable(join(folder, 'processes.json')), killAt: [], onLost: (how) => void lost.push(how),
    })
    expect(() => worker.refuseEnded()).not.toThrow()

    await vi.waitFor(() => expect(() => worker.refuseEnded()).toThrow('SETUP_SERVER_DID_NOT_START'), { timeout: 20_000 })
    await worker.stop()

    expect(lost).toEqual(Array.from({ length: 4 }, () => 'exit code 1'))
    expect(existsSync(log) && readFileSync(log, 'utf8')).toContain('Cannot find module')
    expect(readFileSync(join(folder, 'processes.json'), 'utf8')).toBe('[]')
  })
})
