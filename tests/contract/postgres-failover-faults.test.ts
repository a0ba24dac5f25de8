import { execFileSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPostgresFailover } from '../../src/adapters/postgres/failover/index.js'
import { createPostgresReplica } from '../../src/adapters/postgres/replica/index.js'
import { systemClock } from '../../src/adapters/system/clock.js'
import type { DatabaseReplicaPlace } from '../../src/ports/replica.js'
import { postgresBinaries, startPostgres, type PostgresServer } from '../support/postgres-server.js'
import { asServerUser, replicaPlace, stepContexts } from '../support/replica-place.js'

describe('the PostgreSQL failover under faults, from a primary without hints in its log', () => {
  const failover = createPostgresFailover({ clock: systemClock })
  const context = stepContexts()
  const nothing = async () => undefined
  let primary: PostgresServer
  let setting: Awaited<ReturnType<typeof replicaPlace>>
  let place: DatabaseReplicaPlace
  let last = 0

  beforeAll(async () => {
    primary = await startPostgres()
    await primary.query('postgres', 'CREATE DATABASE app')
    await primary.query('app', `CREATE ROLE clerk LOGIN PASSWORD 'clerk-test-password'; CREATE TABLE bill (id int PRIMARY KEY); GRANT ALL ON bill TO clerk`)
    await primary.query('app', `CREATE SUBSCRIPTION qianyun_bills_from_source CONNECTION 'host=127.0.0.1 port=1 dbname=none' PUBLICATION p WITH (connect = false)`)
    await primary.query('app', 'ALTER SUBSCRIPTION qianyun_bills_from_source ENABLE')
    setting = await replicaPlace(primary, 'app')
    place = { ...setting.place, appRoles: ['clerk', 'dropped long ago'], primaryDataDirectory: join(primary.folder, 'data') }
    await createPostgresReplica({ clock: systemClock }).build(place, context())
  })
  afterAll(async () => {
    for (const directory of [place.dataDirectory, place.primaryDataDirectory!]) pgCtl(['stop', '-m', 'immediate', '-D', directory])
    await primary.stop()
    setting.remove()
  })

  it('sees beforehand that a way back would have to copy everything', async () => {
    expect(await failover.sides(place)).toMatchObject({ rewind: false })
  })

  it('does not promote a replica that lacks what the closed primary still has, and goes on when it has it', async () => {
    const [before] = await onReplica<{ conninfo: string }>(`SELECT current_setting('primary_conninfo') AS conninfo`)
    await streamFrom('')
    expect(await clerkWrites(primary.port)).toBe(true)
    expect(await failover.fence(place, context())).toEqual({ primary: 'closed' })

    await expect(failover.failover(place, context())).rejects.toMatchObject({ diagnostics: [{ code: 'DR_STANDBY_BEHIND' }] })
    expect(await onReplica('SELECT pg_is_in_recovery() AS standby')).toEqual([{ standby: true }])

    await streamFrom(before!.conninfo)
    expect(await failover.failover(place, context())).toMatchObject({ rpoMs: 0, subscriptions: ['qianyun_bills_from_source'] })
    expect(await rowsAt(place.port)).toBe(1)
  })

  it('leaves no feed of a move awake on the DR side, and no worker of one', async () => {
    expect(await onReplica('SELECT subenabled AS enabled FROM pg_subscription')).toEqual([{ enabled: false }])
    expect(await onReplica(`SELECT FROM pg_stat_activity WHERE backend_type LIKE 'logical replication%'`)).toEqual([])
  })

  it('overwrites no directory that is not the primary\'s', async () => {
    const foreign = { ...place, primaryDataDirectory: setting.folder }
    const files = readdirSync(setting.folder)

    await expect(failover.failback(foreign, context())).rejects.toMatchObject({ diagnostics: [{ code: 'REPLICA_DIRECTORY_FOREIGN' }] })
    expect(readdirSync(setting.folder)).toEqual(files)
    expect(await clerkWrites(place.port)).toBe(true)
  })

  it('leaves the DR side serving when the way back is called off before the switch', async () => {
    const caughtUp = async () => { throw new Error('another part is not ready') }

    await expect(failover.failback(place, context(), { caughtUp, opened: nothing })).rejects.toThrow('another part')
    expect(await clerkWrites(place.port)).toBe(true)
    expect(await failover.sides(place)).toMatchObject({ serving: 'dr', primary: 'following' })
  })

  it('opens the DR side no more once the primary was opened, and ends the way back when it is asked again', async () => {
    const opened = async () => { throw new Error('the router is away') }
    await expect(failover.failback(place, context(), { caughtUp: nothing, opened })).rejects.toThrow('the router')
    expect(await clerkWrites(primary.port)).toBe(true)

    await failover.fence({ ...place, primary: { ...place.primary, port: 1 } }, context())
    await expect(failover.failover(place, context())).rejects.toMatchObject({ diagnostics: [{ code: 'DR_REPLICA_LEFT_BEHIND' }] })
    expect(await clerkWrites(place.port)).toBe(false)

    expect(await failover.failback(place, context())).toMatchObject({ method: 'rebuild' })
    expect(await clerkWrites(primary.port)).toBe(true)
    await expect.poll(() => rowsAt(place.port)).toBe(5)
    expect(await failover.sides(place)).toMatchObject({ serving: 'primary', replica: 'following' })
  })

  async function streamFrom(conninfo: string): Promise<void> {
    await onReplica(`ALTER SYSTEM SET primary_conninfo = '${conninfo.replaceAll(`'`, `''`)}'`)
    await onReplica('SELECT pg_reload_conf()')
    await expect.poll(async () => (await onReplica('SELECT FROM pg_stat_wal_receiver')).length, { timeout: 10_000 }).toBe(conninfo === '' ? 0 : 1)
  }

  async function clerkWrites(port: number): Promise<boolean> {
    last += 1
    return query(port, `INSERT INTO bill VALUES (${last})`, { user: 'clerk', password: 'clerk-test-password' }).then(() => true, () => false)
  }

  const onReplica = <R extends object>(sql: string) => query<R>(place.port, sql)
  const rowsAt = async (port: number) => (await query<{ n: number }>(port, 'SELECT count(*)::int AS n FROM bill'))[0]!.n

  async function query<R extends object>(port: number, sql: string, login: object = {}): Promise<R[]> {
    const client = new pg.Client({ ...place.primary, port, ...login })
    client.on('error', () => undefined)
    try {
      await client.connect()
      return (await client.query<R>(sql)).rows
    } finally {
      await client.end().catch(() => undefined)
    }
  }
})

function pgCtl(parameters: readonly string[]): void {
  try {
    execFileSync(join(postgresBinaries, 'pg_ctl'), ['-s', '-w', ...parameters], { ...asServerUser(), cwd: '/', stdio: 'ignore' })
  } catch {
    // It had stopped.
  }
}
