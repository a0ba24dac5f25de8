import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { get } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { openRunStore } from '../../src/adapters/control-db/index.js'
import { createPostgresReplica } from '../../src/adapters/postgres/replica/index.js'
import { systemClock } from '../../src/adapters/system/clock.js'
import { exitCode } from '../../src/cli/exit-code.js'
import { createProgram } from '../../src/cli/program.js'
import type { DatabaseReplicaPlace } from '../../src/ports/replica.js'
import type { RunStore } from '../../src/ports/run-store.js'
import { captureIo } from '../support/capture-io.js'
import { startHaproxy, type Haproxy } from '../support/haproxy.js'
import { startHttpService, type HttpService } from '../support/http-service.js'
import { postgresBinaries, startPostgres, type PostgresServer } from '../support/postgres-server.js'
import { asServerUser, replicaPlace, stepContexts } from '../support/replica-place.js'

const city = fileURLToPath(new URL('../cases/plan-three-systems', import.meta.url))
const order = ['--by', 'zhou', '--why', 'flood'] as const

describe('qianyun dr', () => {
  let primary: PostgresServer
  let control: PostgresServer
  let setting: Awaited<ReturnType<typeof replicaPlace>>
  let place: DatabaseReplicaPlace
  let services: readonly HttpService[]
  let haproxy: Haproxy
  let store: RunStore
  let root: string

  beforeAll(async () => {
    ;[primary, control] = await Promise.all([startPostgres({ wal_log_hints: 'on' }), startPostgres()])
    await primary.query('postgres', 'CREATE DATABASE app')
    await primary.query('app', `CREATE ROLE clerk LOGIN PASSWORD 'clerk-test-password'; CREATE TABLE bill (id int PRIMARY KEY); GRANT ALL ON bill TO clerk`)
    setting = await replicaPlace(primary, 'app')
    place = { ...setting.place, system: 'permits', appRoles: ['clerk'], primaryDataDirectory: join(primary.folder, 'data') }
    await createPostgresReplica({ clock: systemClock }).build(place, stepContexts()())
    services = await Promise.all(['source', 'target', 'dr'].map((side) => startHttpService((_, response) => void response.end(side))))
    haproxy = await startHaproxy({ old: services[0]!.port, new: services[1]!.port, dr: services[2]!.port })
    await control.query('postgres', 'CREATE DATABASE control')
    const { user, password, host, port } = control.endpoint('control')
    const url = `postgres://${user}:${password}@${host}:${port}/control`
    vi.stubEnv('QIANYUN_DATABASE_URL', url)
    root = await mkdtemp(join(tmpdir(), 'qianyun-dr-cli-'))
    await writePlace()
    expect((await qianyun('status', 'linhe')).code, 'opens the record').toBe(0)
    store = await openRunStore(url)
    const at = '2026-04-11T14:00:00.000Z'
    await store.createRun({ id: 'linhe-1', place: 'linhe', createdAt: at, operator: 'zhou', planHash: 'sha256:1', inventoryHash: 'sha256:2', stacksHash: null, plan: {} })
    await store.startAttempt('linhe-1', 'permits', 1, at)
  })
  afterAll(async () => {
    vi.unstubAllEnvs()
    await store?.close()
    for (const directory of [place.dataDirectory, place.primaryDataDirectory!]) stopServer(directory)
    await Promise.all([haproxy?.stop(), primary.stop(), control.stop(), ...services.map((one) => one.stop())])
    setting.remove()
    await rm(root, { recursive: true, force: true })
  })

  async function writePlace(): Promise<void> {
    await cp(city, root, { recursive: true })
    const secret = join(root, 'password')
    await writeFile(secret, place.primary.password, { mode: 0o600 })
    const database = JSON.stringify({ host: '127.0.0.1', port: primary.port, database: 'app', user: 'migr', password: { file: secret } })
    const { host, port, drillPort, dataDirectory, binaries, primaryDataDirectory } = place
    await writeFile(join(root, 'migrations/linhe/endpoints.yaml'), `systems:
  - system: permits
    engine: postgres
    appRoles: [clerk]
    source: ${database}
    target: ${database}
    dr: ${JSON.stringify({ host, port, drillPort, dataDirectory, binaries, primaryDataDirectory })}
    router: { kind: haproxy, socket: ${haproxy.socket}, backend: app, source: old, target: new, dr: dr }
  - { system: meetings, engine: postgres, appRoles: [clerk], source: ${database}, target: ${database} }
`)
  }

  async function qianyun(...args: readonly string[]): Promise<{ code: number; out: string; err: string }> {
    const io = captureIo(root)
    const code = await exitCode(createProgram(io), ['node', 'qianyun', 'dr', ...args], io)
    return { code, out: io.out(), err: io.err() }
  }

  function servedBy(): Promise<string> {
    return new Promise((resolve) => {
      get({ host: '127.0.0.1', port: haproxy.port }, (response) => {
        let body = ''
        response.on('data', (text: Buffer) => { body += text.toString() }).on('end', () => resolve(response.statusCode === 200 ? body : 'refused'))
      }).on('error', () => resolve('refused'))
    })
  }

  async function clerkWrites(port: number, id: number): Promise<boolean> {
    const client = new pg.Client({ ...place.primary, port, user: 'clerk', password: 'clerk-test-password' })
    client.on('error', () => undefined)
    try {
      await client.connect()
      await client.query('INSERT INTO bill VALUES ($1)', [id])
      return true
    } catch {
      return false
    } finally {
      await client.end().catch(() => undefined)
    }
  }

  const evidence = async (kind: string) => (await store.evidence('linhe-1', 'permits')).filter((one) => one.kind === kind).map(({ body }) => body)

  it('shows which side serves, and how far the other is behind', async () => {
    const { code, out } = await qianyun('status', 'linhe')

    expect(code).toBe(0)
    expect(out.split('\n')[2]).toMatch(/^permits +postgres +primary +serves +follows +\d+ ms +source$/)
  })

  it('brings what follows up to date, as a timer would', async () => {
    const { code, out } = await qianyun('sync', 'linhe')

    expect(code).toBe(0)
    expect(out).toMatch(/^permits +postgres +\d+\.\d MiB +\d+ ms$/m)
  })

  it('drills on a copy and keeps what was measured as evidence', async () => {
    const { code, out } = await qianyun('drill', 'linhe', 'permits')

    expect(code).toBe(0)
    expect(out).toMatch(/^DR drill of permits: passed\. RTO \d+ ms, RPO \d+ ms\.\n {2}✓ isolated\n/)
    expect(out).toContain('Recorded in run linhe-1.')
    expect(await evidence('drill')).toMatchObject([{ result: 'pass', checks: expect.arrayContaining([{ name: 'write_accepted', pass: true }]) }])
  })

  it('names what a system without a replica lacks', async () => {
    expect(await qianyun('failover', 'linhe', 'meetings', ...order)).toMatchObject({ code: 3, err: expect.stringContaining('error DR_NO_REPLICA') })
  })

  it('does not take over from a primary that nobody can reach, and says what the flag attests', async () => {
    expect(await clerkWrites(primary.port, 1)).toBe(true)
    await expect.poll(() => rowsAt(place.port)).toBe(1)
    killPrimary()

    const { code, err } = await qianyun('failover', 'linhe', 'permits', ...order)

    expect(code).toBe(6)
    expect(err).toContain('error DR_PRIMARY_UNREACHABLE')
    expect(err).toContain('--primary-is-lost')
    expect(err).not.toContain('DR_HALFWAY')
    expect(await clerkWrites(place.port, 2)).toBe(false)
  })

  it('takes over with it, sends the requests there, and records who ordered it', async () => {
    const { code, out } = await qianyun('failover', 'linhe', 'permits', ...order, '--primary-is-lost')

    expect(code).toBe(0)
    expect(out).toMatch(/^The DR site serves permits\. RTO \d+ ms, RPO \d+ ms\.\nRequests go there\.\n/)
    expect(await servedBy()).toBe('dr')
    expect(await clerkWrites(place.port, 2)).toBe(true)
    expect(await evidence('failover')).toMatchObject([{ by: 'zhou', why: 'flood', primaryIsLost: true, routed: true, parts: [{ kind: 'postgres', primary: 'unreachable', rpoMs: 0 }] }])
    expect((await qianyun('status', 'linhe', 'permits')).out).toMatch(/permits +postgres +DR site +unreachable +serves +- +dr/)
  })

  it('may be repeated, and needs no second attestation', async () => {
    expect(await qianyun('failover', 'linhe', 'permits', ...order)).toMatchObject({ code: 0 })
    expect(await clerkWrites(place.port, 3)).toBe(true)
  })

  it('sees an old primary that has come back, and gives back what the DR site took', async () => {
    rmLock()
    await primary.start()
    expect(await qianyun('status', 'linhe')).toMatchObject({ code: 6, err: expect.stringContaining('error DR_PRIMARY_RETURNED') })

    const { code, out } = await qianyun('failback', 'linhe', 'permits', ...order)

    expect(code).toBe(0)
    expect(out).toMatch(/^The primary serves permits again, and the DR site follows\. Outage \d+ ms, /)
    expect(await servedBy()).toBe('target')
    expect(await clerkWrites(primary.port, 4)).toBe(true)
    expect(await rowsAt(primary.port)).toBe(4)
    expect(await evidence('failback')).toMatchObject([{ by: 'zhou', routed: true, parts: [{ kind: 'postgres' }] }])
    expect(await qianyun('failback', 'linhe', 'permits', ...order)).toMatchObject({ err: expect.stringContaining('error DR_PRIMARY_SERVES') })
  })

  it('says who serves when the requests cannot be sent there', async () => {
    await haproxy.stop()

    const { code, err } = await qianyun('failover', 'linhe', 'permits', ...order)

    expect(code).toBe(5)
    expect(err).toContain('error DR_NOT_ROUTED')
    expect(err).toContain('Serving now: dr.')
    expect((await evidence('failover')).at(-1), 'recorded all the same').toMatchObject({ routed: false, by: 'zhou' })
    expect(await clerkWrites(place.port, 5)).toBe(true)
    expect(await clerkWrites(primary.port, 6)).toBe(false)
  })

  async function rowsAt(port: number): Promise<number> {
    const client = new pg.Client({ ...place.primary, port })
    await client.connect()
    const { rows } = await client.query<{ n: number }>('SELECT count(*)::int AS n FROM bill')
    await client.end()
    return rows[0]!.n
  }

  function killPrimary(): void {
    process.kill(Number(readFileSync(join(place.primaryDataDirectory!, 'postmaster.pid'), 'utf8').split('\n')[0]), 'SIGKILL')
  }

  /** Nobody may have waited for the process that was killed: then its number still looks alive. */
  function rmLock(): void {
    execFileSync('rm', ['-f', join(place.primaryDataDirectory!, 'postmaster.pid')])
  }
})

function stopServer(directory: string): void {
  try {
    execFileSync(join(postgresBinaries, 'pg_ctl'), ['stop', '-s', '-w', '-m', 'immediate', '-D', directory], { ...asServerUser(), cwd: '/', stdio: 'ignore' })
  } catch {
    // It had stopped.
  }
}
