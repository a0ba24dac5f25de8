import { spawnSync } from 'node:child_process'
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { canReach } from '../../src/engine/control-database/reach.js'
import { openControlDatabase } from '../../src/engine/control-database/index.js'
import { openControl } from '../../src/engine/dbos/control.js'
import { startWorker } from '../../src/engine/dbos/worker.js'
import type { EngineControl, EngineWorker, PhaseStatus, WorkerOptions } from '../../src/engine/engine.js'
import { minutes } from '../../src/model/duration.js'
import type { JsonObject } from '../../src/model/json.js'
import type { PhaseDefinition, Step } from '../../src/model/step.js'
import { type TestControlDatabase, testControlDatabase } from '../support/control-database.js'

let database: TestControlDatabase
let control: EngineControl
let worker: EngineWorker | undefined

beforeAll(async () => {
  database = await testControlDatabase()
  control = await openControl(database.url)
})
afterEach(async () => {
  await worker?.stop()
  worker = undefined
})
afterAll(async () => {
  await control.close()
  await database.remove()
})

async function work(phases: readonly PhaseDefinition[], more: Partial<WorkerOptions> = {}): Promise<void> {
  let fence = 0
  worker = await startWorker({
    id: 'here', databaseUrl: database.url, sites: ['*'], perSite: 2, phases, contract: 'phases-1',
    nextFence: async () => ++fence, onEvent: () => undefined, ...more,
  })
}

function onePhase(name: string, body: Step<JsonObject>['body']): PhaseDefinition {
  return { name, steps: [{ name: 'a', timeout: minutes(1), maxAttempts: 1, body }], next: () => [] }
}

async function until(id: string, status: PhaseStatus): Promise<void> {
  await vi.waitFor(async () => expect((await control.list({ prefix: id }))[0]?.status).toBe(status), { timeout: 30_000, interval: 100 })
}

describe('a worker', () => {
  it('keeps a body going while the control database is down for some seconds, and records it once', async () => {
    let runs = 0
    await work([onePhase('copies', async () => { runs += 1; await sleep(4_000); return { rows: 3 } })])
    await control.startPhase('outage', 'copies', {}, { site: 'room-1' })
    await vi.waitFor(() => expect(runs).toBe(1), { timeout: 10_000 })
    const { data } = JSON.parse(await readFile(join(database.directory, 'server.json'), 'utf8')) as { data: string }

    process.kill(Number((await readFile(join(data, 'postmaster.pid'), 'utf8')).split('\n')[0]), 'SIGKILL')
    await sleep(2_000)
    await openControlDatabase({ directory: database.directory })
    await until('outage', 'done')

    expect(runs).toBe(1)
    expect((await control.steps('outage'))[0]?.result).toEqual({ rows: 3 })
  })

  it('has its name back after the database was down, and nobody else gets it', async () => {
    await work([])
    const { data } = JSON.parse(await readFile(join(database.directory, 'server.json'), 'utf8')) as { data: string }
    process.kill(Number((await readFile(join(data, 'postmaster.pid'), 'utf8')).split('\n')[0]), 'SIGKILL')
    await openControlDatabase({ directory: database.directory })
    await sleep(2_500)

    const { status, stderr } = startedElsewhere('here')

    expect([status, stderr]).toEqual([1, expect.stringContaining('worker_running')])
  })

  it('loses no attempt to an outage of what gives the fence numbers', async () => {
    let asked = 0
    await work([onePhase('fenced', async (_input, _results, { attempt, fence }) => ({ attempt, fence }))], {
      nextFence: async () => (++asked < 3 ? Promise.reject(new Error('database is starting up')) : asked),
    })

    await control.startPhase('fenced', 'fenced', {}, { site: 'room-1' })
    await until('fenced', 'done')

    expect((await control.steps('fenced'))[0]?.result).toEqual({ attempt: 1, fence: 3 })
  })

  it('of a new contract runs what waited since the one before, and one of the earlier contract works after a failed upgrade', async () => {
    const ran: string[] = []
    const phase = onePhase('waits', async (input) => { ran.push(String(input['id'])); return {} })
    await work([phase], { contract: 'phases-1' })
    const inAnHour = new Date(Date.now() + 3_600_000).toISOString()
    await control.startPhase('upgrade/1', 'waits', { id: 'waited' }, { site: 'room-1', notBefore: inAnHour })
    await worker?.stop()

    await work([phase], { contract: 'phases-2' })
    await control.wake('upgrade/1')
    await until('upgrade/1', 'done')
    await worker?.stop()
    await work([phase], { contract: 'phases-1' })
    await control.startPhase('upgrade/2', 'waits', { id: 'after going back' }, { site: 'room-1' })
    await until('upgrade/2', 'done')

    expect(ran).toEqual(['waited', 'after going back'])
  })

  it('never leaves a phase that nobody knows in the queue: not from outside, and not as what follows', async () => {
    await work([{ ...onePhase('known', async () => ({})), next: () => [{ id: 'stray/2', phase: 'unheard-of', input: {}, site: 'room-1' }] }])

    await expect(control.startPhase('stray/0', 'unheard-of', {}, { site: 'room-1' })).rejects.toThrow('unknown_phase')
    await control.startPhase('stray/1', 'known', {}, { site: 'room-1' })
    await until('stray/1', 'failed')

    expect(await control.list({ prefix: 'stray' })).toMatchObject([{ id: 'stray/1', error: expect.stringContaining('unheard-of') }])
  })
})

/** Whether this account can run programs as `nobody`, and `nobody` can come to this checkout. */
async function mayBecomeNobody(): Promise<boolean> {
  const repository = fileURLToPath(new URL('../..', import.meta.url))
  const id = (flag: string) => Number(spawnSync('id', [flag, 'nobody'], { encoding: 'utf8' }).stdout)
  return process.getuid?.() === 0 && canReach(repository, { name: 'nobody', uid: id('-u'), gid: id('-g') })
}

/** Tries to start a worker of a name in another process; it must be refused, so it ends by itself. */
function startedElsewhere(id: string): { status: number | null; stderr: string } {
  const program = fileURLToPath(new URL('../support/engine-worker.mjs', import.meta.url))
  return spawnSync(process.execPath, [program], {
    env: { ...process.env, DATABASE_URL: database.url, WORKER_ID: id, EFFECTS: '/tmp' }, encoding: 'utf8', timeout: 30_000,
  })
}

describe.skipIf(!(await mayBecomeNobody()))('for a normal user (SKIPPED for another account than root, and in a checkout that nobody may read)', () => {
  it('the embedded control database starts, runs and stops without root', async () => {
    const home = await mkdtemp('/tmp/qianyun-user-')
    const uid = Number(spawnSync('id', ['-u', 'nobody'], { encoding: 'utf8' }).stdout)
    spawnSync('chown', [String(uid), home])
    await chmod(home, 0o700)
    spawnSync(process.execPath, [fileURLToPath(new URL('../../tools/build.mjs', import.meta.url)), '--if-stale'], { stdio: 'inherit' })
    const module = new URL('../../dist/src/engine/control-database/index.js', import.meta.url).href
    const program = `
      const { openControlDatabase, deleteControlDatabase } = await import(${JSON.stringify(module)})
      const { started } = await openControlDatabase({ directory: ${JSON.stringify(join(home, 'control'))} })
      await deleteControlDatabase(${JSON.stringify(join(home, 'control'))})
      console.log(process.getuid(), started)`

    const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
      uid, cwd: '/', env: { PATH: process.env['PATH'], HOME: home }, encoding: 'utf8',
    })

    expect([stderr, stdout.trim()]).toEqual(['', `${uid} new`])
    await rm(home, { recursive: true })
  })
})
