import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { buildCli, demoFolder, processesOf, runCli, startCli, type RunningCli } from '../support/run-cli.js'

const folder = demoFolder('stop')
const MOVING = 'Notice board: syncing'
let cwd: string
let running: RunningCli | undefined

beforeAll(() => {
  buildCli()
  cwd = mkdtempSync(join(tmpdir(), 'qianyun-interrupt-'))
})
afterEach(async () => {
  running?.kill('SIGINT')
  await running?.ended
})
afterAll(() => rmSync(cwd, { recursive: true, force: true }))

function start(): RunningCli {
  running = startCli(flags, { cwd, env: { QIANYUN_DEMO_DIRECTORY: folder } })
  return running
}

const flags = ['demo', '--scale', '0.02']

describe('a demo that is interrupted', () => {
  it('while systems are being moved ends with 130, says so and what to do, and leaves nothing behind', async () => {
    const demo = start()
    await demo.said(MOVING)

    demo.kill('SIGINT')
    const { code, stdout, stderr } = await demo.ended

    expect(code).toBe(130)
    expect(stdout).toBe('')
    expect(stderr).toContain('error DEMO_INTERRUPTED\n  Interrupted: everything the demo had started is stopped.')
    expect(stderr).toContain('Start again: npm run demo')
    expect(processesOf(folder)).toEqual([])
    expect(existsSync(folder)).toBe(false)
    expect(readdirSync(cwd)).toEqual([])
  })

  it('while the city is being built stops at the next server, without building the rest', async () => {
    const demo = start()
    await demo.said('starting database servers')

    demo.kill('SIGTERM')
    const { code, stderr } = await demo.ended

    expect(code).toBe(130)
    expect(stderr).not.toContain('filling the departments\' databases')
    expect(processesOf(folder)).toEqual([])
    expect(existsSync(folder)).toBe(false)
  })
})

describe('a demo that is killed', () => {
  it('refuses a second one while it runs; after SIGKILL the next one stops what was left and goes on', async () => {
    const first = start()
    // By then a replica runs as well, which the worker has started.
    await first.said('Notice board: DR ready')

    const second = await runCli(flags, { cwd, env: { QIANYUN_DEMO_DIRECTORY: folder } })
    expect(second.code).toBe(5)
    expect(second.stderr).toContain('error SETUP_DEMO_RUNNING')
    expect(second.stderr).toContain(`kill ${first.pid}`)

    first.kill('SIGKILL')
    expect((await first.ended).signal).toBe('SIGKILL')
    const left = pids(processesOf(folder))
    expect(left.length).toBeGreaterThan(10)

    const next = start()
    await next.said(MOVING)
    expect(pids(processesOf(folder)).filter((pid) => left.includes(pid))).toEqual([])
    next.kill('SIGINT')
    const { code, stderr } = await next.ended
    expect(code).toBe(130)
    expect(stderr).toMatch(/stopped what an earlier demo left: .*room-3.*haproxy, worker/)
    expect(processesOf(folder)).toEqual([])
  })
})

function pids(processes: readonly string[]): readonly string[] {
  return processes.map((line) => line.split(' ')[0] ?? '')
}
