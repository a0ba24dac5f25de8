import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { closeDoors } from '../../src/adapters/mariadb/mover/doors.js'
import { emptyDatabase } from '../../src/adapters/mariadb/mover/empty-database.js'
import { createMariadbMover } from '../../src/adapters/mariadb/mover/index.js'
import { fastenBelt } from '../../src/adapters/mariadb/mover/recover.js'
import { connectSide } from '../../src/adapters/mariadb/mover/sides.js'
import { holdStatement } from '../../src/adapters/mariadb/mover/state.js'
import { systemClock } from '../../src/adapters/system/clock.js'
import { unlimited } from '../../src/adapters/throttle/unlimited.js'
import { codeOf, stepContext, takeSteps } from '../../src/ports/data-mover.contract.js'
import { seconds } from '../../src/model/duration.js'
import type { Side } from '../../src/ports/data-mover.js'
import type { Throttle } from '../../src/ports/throttle.js'
import { startMariadb } from '../support/mariadb-server.js'
import { createBed, leftovers, startServers, syncedBed, writeOnce, type Bed, type Servers } from './mariadb-bed.js'
import { connected } from './mariadb-writers.js'

let servers: Servers
let beds: Bed[] = []

beforeAll(async () => { servers = await startServers() })
afterAll(() => servers.stop())
afterEach(async () => {
  for (const bed of beds) await bed.remove()
  beds = []
})

const kept = async (bed: Promise<Bed>): Promise<Bed> => {
  beds.push(await bed)
  return await bed
}

async function switchOver(bed: Bed, from: Side, fence: number): Promise<string> {
  const session = await bed.mover().beginSwitch(bed.move, from, stepContext(fence))
  await takeSteps(session, 'open')
  const { result } = await session.prove(() => undefined)
  await session.close()
  return result
}

const count = async (bed: Bed, side: Side, where = 'true') =>
  Number((await bed.sql<{ count: number }>(side, `SELECT count(*) AS count FROM entry WHERE ${where}`))[0]?.count)

const arrived = (bed: Bed) => bed.mover().syncStatus(bed.move)

test('a wrong password, a missing database and a missing program are told as such', async () => {
  const bed = await kept(createBed(servers))
  const { move } = bed

  expect(await codeOf(bed.mover().preflight({ ...move, source: { ...move.source, password: 'wrong' } }))).toBe('MOVE_LOGIN_REFUSED')
  expect(await codeOf(bed.mover().preflight({ ...move, target: { ...move.target, database: 'none' } }))).toBe('MOVE_DATABASE_MISSING')
  expect(await codeOf(bed.mover().preflight({ ...move, source: { ...bed.app('source') } }))).toBe('MOVE_NOT_ADMINISTRATOR')
  expect(await codeOf(bed.mover().preflight({ ...move, target: move.source }))).toBe('MOVE_SAME_SERVER')
  await bed.mover().prepare(move, stepContext(1))
  const without = createMariadbMover({ binaries: '/nowhere', clock: systemClock, throttle: unlimited })
  expect(await codeOf(without.copy(move, stepContext(1)))).toBe('MOVE_PROGRAM_MISSING')
})

test('what a source lacks is found before anything is begun, and mended where it is ours', async () => {
  const bed = await kept(createBed(servers, `CREATE TABLE old_engine (id int PRIMARY KEY) ENGINE = MyISAM; CREATE TABLE keyless (a int);
    CREATE EVENT tick ON SCHEDULE EVERY 1 HOUR DO DO 0; SET GLOBAL event_scheduler = ON`))
  await bed.servers.target.query(null, 'SET GLOBAL event_scheduler = OFF')
  await bed.sql('source', `GRANT SUPER ON *.* TO '${bed.app('source').user}'@'%'`)
  const found = async () => (await bed.mover().preflight(bed.move)).map(({ check, severity, objects }) => `${check} ${severity} ${objects.join()}`)

  const before = await found()
  expect(before).toEqual([
    'M3 block old_engine MyISAM', 'M4 warn keyless', 'M5 warn tick', `M10 block ${bed.app('source').user}@% SUPER`, 'M5 fix event_scheduler = OFF'])

  await bed.mover().fix(bed.move, ['M3'], stepContext(1))
  await bed.sql('source', `REVOKE SUPER ON *.* FROM '${bed.app('source').user}'@'%'`)
  expect((await bed.mover().prepare(bed.move, stepContext(1))).fixed).toContain('setting event_scheduler on target')
  expect(await found()).toEqual(['M4 warn keyless', 'M5 warn tick'])
})

test('an account of the same user for another host is a second door', async () => {
  const bed = await kept(createBed(servers))
  const { user } = bed.app('source')
  const found = async () => (await bed.mover().preflight(bed.move)).filter(({ check }) => check === 'M8').map(({ severity, objects }) => `${severity} ${objects.join()}`)
  await bed.sql('source', `CREATE USER '${user}'@'10.%'`)
  try {
    expect(await found()).toEqual([`block ${user}@10.%`])
    await bed.sql('source', `ALTER USER '${user}'@'10.%' ACCOUNT LOCK`)
    expect(await found()).toEqual([])
  } finally {
    await bed.sql('source', `DROP USER '${user}'@'10.%'`)
  }
})

test('a worker that stood still and was overtaken closes, empties and fastens nothing', async () => {
  const bed = await kept(syncedBed(servers))
  await bed.mover().recover(bed.move, stepContext(3))
  const { move } = bed
  const stale = holdStatement(move, 2)
  const session = await connectSide(move, 'source', 'control')
  try {
    expect(await codeOf(closeDoors(session, move.source.database, move.appRoles, systemClock, stale))).toBe('MOVE_STALE_WORKER')
    expect(await codeOf(emptyDatabase(session, move.source.database, stale))).toBe('MOVE_STALE_WORKER')
    expect(await codeOf(fastenBelt(session, move, 2))).toBe('MOVE_STALE_WORKER')
  } finally {
    await session.end()
  }
  expect(await writeOnce(bed.app('source'))).toBe(true)
})

test('an end that was cut off between two statements can be taken up again', async () => {
  const bed = await kept(syncedBed(servers))
  await servers.source.query(null, `CREATE TRIGGER qianyun_mig.cut BEFORE DELETE ON qianyun_mig.state FOR EACH ROW SIGNAL SQLSTATE '45000'`)
  await expect(bed.mover().finish(bed.move, stepContext(2))).rejects.toThrow()
  await servers.source.query(null, 'DROP TRIGGER qianyun_mig.cut')

  await bed.mover().finish(bed.move, stepContext(3))

  expect(await leftovers(bed)).toEqual([])
})

test('what a run cannot mend by itself stops it: a log of statements on the target, a log that expires, events of others that would wake', async () => {
  const bed = await kept(createBed(servers, 'CREATE EVENT tick ON SCHEDULE EVERY 1 HOUR DO DO 0; SET GLOBAL event_scheduler = ON, expire_logs_days = 0.01'))
  const { target } = servers
  const found = async () => (await bed.mover().preflight(bed.move)).map(({ check, severity, objects }) => `${check} ${severity} ${objects.join()}`)
  await target.query(null, `SET GLOBAL event_scheduler = OFF, binlog_format = 'MIXED', expire_logs_days = 0.01;
    CREATE DATABASE neighbour; CREATE EVENT neighbour.clock ON SCHEDULE EVERY 1 HOUR DO DO 0`)
  try {
    const short = 'expire_logs_days = 0.010000'
    expect(await found()).toEqual(['M1 block binlog_format = MIXED', `M2 block ${short}`, `M2 warn ${short}`, 'M5 warn tick', 'M5 block event_scheduler = OFF'])
    await bed.mover().prepare(bed.move, stepContext(1))
    expect(await target.query(null, 'SELECT @@global.event_scheduler AS state')).toEqual([{ state: 'OFF' }])

    await bed.mover().fix(bed.move, ['M1', 'M2', 'M5'], stepContext(1))

    expect(await found()).toEqual(['M5 warn tick'])
    expect(await servers.source.query(null, 'SELECT @@global.binlog_expire_logs_seconds AS kept')).toEqual([{ kept: 1_209_600 }])
  } finally {
    for (const server of [servers.source, target]) await server.query(null, `SET GLOBAL binlog_format = 'ROW', expire_logs_days = 0`)
    await target.query(null, 'DROP DATABASE neighbour')
  }
})

test('servers that cannot replicate to each other are refused: no log, the same number, replication of others', async () => {
  const bare = await startMariadb({ 'skip-log-bin': '', log_bin: 'OFF', server_id: '1', gtid_domain_id: '3', relay_log_recovery: '0' })
  try {
    const bed = await kept(createBed(servers))
    await bare.query(null, `CREATE DATABASE ${bed.move.source.database}; CREATE DATABASE other; CHANGE MASTER 'theirs' TO MASTER_HOST = '127.0.0.1'`)
    const findings = await bed.mover().preflight({ ...bed.move, target: bare.endpoint(bed.move.target.database) })

    expect(findings.filter(({ severity }) => severity === 'block').map(({ check, objects }) => `${check} ${objects.join()}`)).toEqual([
      'M1 log_bin = OFF', 'M11 server_id = 1', `M11 connection 'theirs'`, 'M11 target: relay_log_recovery = OFF'])
  } finally {
    await bare.stop()
  }
})

test('a row written on the target too early stops the feed, which is told without its value', async () => {
  const bed = await kept(syncedBed(servers))
  await bed.sql('target', `SET sql_log_bin = 0; INSERT INTO entry (id, writer) VALUES (2, 1)`)
  await writeOnce(bed.app('source'))

  await expect.poll(async () => (await arrived(bed)).applyErrors, { timeout: 20_000 }).toBe(1)

  const told = await bed.mover().beginSwitch(bed.move, 'source', stepContext(2)).then(() => undefined, (error: unknown) => error)
  expect(told).toMatchObject({ diagnostics: [{ code: 'MOVE_REPLICATION_STOPPED', params: { number: 1062, table: `${bed.move.source.database}.entry` } }] })
  expect(await writeOnce(bed.app('source'))).toBe(true)
  await bed.sql('target', 'SET sql_log_bin = 0; DELETE FROM entry WHERE id = 2')
  expect(await switchOver(bed, 'source', 3)).toBe('pass')
})

test('a feed that stops while a switch waits for it is told as stopped, not as slow', async () => {
  const bed = await kept(syncedBed(servers))
  await bed.sql('target', `SET sql_log_bin = 0; INSERT INTO entry (id, writer) VALUES (2, 1)`)
  const holder = await connected(bed.move.target)
  await holder.query('LOCK TABLES entry WRITE')
  await writeOnce(bed.app('source'))

  const begun = codeOf(bed.mover().beginSwitch(bed.move, 'source', stepContext(2)))
  const waiting = `SELECT id FROM information_schema.processlist WHERE state LIKE '%MASTER_GTID_WAIT%'`
  await expect.poll(async () => (await bed.sql('target', waiting)).length, { timeout: 20_000 }).toBeGreaterThan(0)
  await holder.end()

  expect(await begun).toBe('MOVE_REPLICATION_STOPPED')
  expect(await writeOnce(bed.app('source'))).toBe(true)
})

/** Registered before anything can fail, so that it is removed in any case. */
async function synced(): Promise<Bed> {
  const bed = await kept(createBed(servers))
  await bed.mover().prepare(bed.move, stepContext(1))
  await bed.mover().copy(bed.move, stepContext(1))
  return bed
}

test('moves that share both servers do not touch one another', async () => {
  const first = await synced()
  const strict = async (on: 0 | 1) => { for (const server of [servers.source, servers.target]) await server.query(null, `SET GLOBAL gtid_strict_mode = ${on}`) }
  const third = await kept(createBed(servers))
  expect((await third.mover().preflight(third.move)).map(({ check, objects }) => `${check} ${objects.join()}`))
    .toEqual(['M11 source: gtid_strict_mode = ON,target: gtid_strict_mode = ON'])
  await strict(0)
  expect(await third.mover().preflight(third.move)).toEqual([])
  const second = await synced()
  await writeOnce(first.app('source'))
  expect(await switchOver(first, 'source', 2)).toBe('pass')
  await writeOnce(first.app('target'))
  await writeOnce(second.app('source'))
  expect(await switchOver(second, 'source', 2)).toBe('pass')
  expect(await switchOver(first, 'target', 3)).toBe('pass')
  await writeOnce(second.app('target'))
  await writeOnce(first.app('source'))

  for (const bed of [first, second]) expect(await arrived(bed)).toMatchObject({ applyErrors: 0, drifted: [] })

  expect([await count(first, 'source'), await count(first, 'target')]).toEqual([4, 4])
  expect([await count(second, 'source'), await count(second, 'target')]).toEqual([3, 3])
  await first.mover().finish(first.move, stepContext(9))
  await writeOnce(second.app('target'))
  expect(await arrived(second)).toMatchObject({ applyErrors: 0 })
  expect(await count(second, 'source')).toBe(4)
  await strict(1)
})

test('a target that crashed takes in nothing of other databases and catches up with its own', async () => {
  const bed = await kept(syncedBed(servers))
  for (const server of [servers.source, servers.target]) await server.query(null, 'CREATE DATABASE neighbour; CREATE TABLE neighbour.t (id int PRIMARY KEY)')
  try {
    await bed.sql('target', `STOP SLAVE 'qianyun_${bed.move.name}_from_source' SQL_THREAD`)
    await servers.source.query('neighbour', 'INSERT INTO t VALUES (1); CREATE TABLE more (id int)')
    await writeOnce(bed.app('source'))
    await servers.target.halt('SIGKILL')
    await servers.target.start()
    await servers.source.query('neighbour', 'INSERT INTO t VALUES (2)')

    await expect.poll(async () => Number((await arrived(bed)).lag), { timeout: 10_000 }).toBeLessThan(1_000)

    expect(await count(bed, 'target')).toBe(2)
    expect(await servers.target.query('neighbour', 'SELECT id FROM t')).toEqual([])
    expect(await servers.target.query('neighbour', 'SHOW TABLES')).toHaveLength(1)
    expect(await switchOver(bed, 'source', 2)).toBe('pass')
  } finally {
    for (const server of [servers.source, servers.target]) await server.query(null, 'DROP DATABASE neighbour')
  }
})

test('nobody writes past the fence: an open transaction is waited for, a later one is ended, and read_only stays behind', async () => {
  const bed = await kept(syncedBed(servers))
  // What the DR of a system keeps is no other application's.
  for (const server of [servers.source, servers.target]) await server.query(null, 'CREATE DATABASE qianyun_dr')
  const admin = await connected(servers.source.endpoint(bed.move.source.database))
  await admin.query(`BEGIN; INSERT INTO entry (writer, note) VALUES (7, 'in time')`)
  const session = await bed.mover().beginSwitch(bed.move, 'source', stepContext(2))
  setTimeout(() => void admin.query('COMMIT'), 300)
  await session.fence()
  const late = admin.query(`INSERT INTO entry (writer, note) VALUES (7, 'late')`).then(() => 'written', () => 'ended')
  await session.drain(seconds(10))
  await session.fixups()
  await session.snapshots()
  await session.reverse()
  await session.open()

  expect((await session.prove(() => undefined)).result).toBe('pass')
  await session.close()

  expect(await late).toBe('ended')
  for (const side of ['source', 'target'] as const) expect([await count(bed, side, `note = 'in time'`), await count(bed, side, `note = 'late'`)]).toEqual([1, 0])
  const readOnly = (side: Side) => bed.sql(side, 'SELECT @@global.read_only AS held')
  expect([await readOnly('source'), await readOnly('target')]).toEqual([[{ held: 1 }], [{ held: 0 }]])
  expect(await switchOver(bed, 'target', 3)).toBe('pass')
  expect([await readOnly('source'), await readOnly('target')]).toEqual([[{ held: 0 }], [{ held: 1 }]])
  for (const server of [servers.source, servers.target]) await server.query(null, 'DROP DATABASE qianyun_dr')
})

test('a feed that uses up the time its log is kept is an alarm, one whose log is gone is lost; given up, the copy starts over', async () => {
  const bed = await kept(syncedBed(servers))
  expect(await bed.mover().guard(bed.move)).toMatchObject([{ side: 'source', limit: null, verdict: 'calm' }])
  await bed.sql('source', 'SET GLOBAL binlog_expire_logs_seconds = 2')
  const lock = await connected(servers.target.endpoint(`qianyun_mig_${bed.move.name}`))
  await lock.query('LOCK TABLES token READ')
  await expect.poll(async () => (await bed.mover().guard(bed.move))[0]?.verdict, { timeout: 10_000 }).toBe('alarm')
  await bed.sql('source', 'SET GLOBAL binlog_expire_logs_seconds = 0')
  await lock.end()
  await bed.sql('target', `STOP SLAVE 'qianyun_${bed.move.name}_from_source'`)
  await bed.sql('source', `FLUSH BINARY LOGS`)
  await writeOnce(bed.app('source'))
  const [log] = await bed.sql<{ File: string }>('source', 'SHOW MASTER STATUS')
  await bed.sql('source', `PURGE BINARY LOGS TO '${log!.File}'`)

  await expect.poll(async () => (await bed.mover().guard(bed.move))[0]?.verdict).toBe('lost')
  await bed.mover().release(bed.move, stepContext(2))

  expect(await bed.mover().status(bed.move)).toMatchObject({ serving: 'source', feed: false, copied: false })
  await bed.mover().copy(bed.move, stepContext(3))
  expect(await switchOver(bed, 'source', 4)).toBe('pass')
})

test('every byte of a copy is asked for; one that is cut off leaves no program and starts over', async () => {
  const bed = await kept(createBed(servers, 'CREATE TABLE big (id int PRIMARY KEY, v varchar(200)); INSERT INTO big SELECT seq, repeat(seq, 30) FROM seq_1_to_20000'))
  const stop = new AbortController()
  let taken = 0
  const stuck: Throttle = {
    ...unlimited,
    async take(_share, size, signal) {
      taken += size
      if (taken < 1_000_000) return
      setTimeout(() => stop.abort(), 100)
      await new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)))
    },
  }
  await bed.mover().prepare(bed.move, stepContext(1))

  await expect(createMariadbMover({ binaries: '/usr/bin', clock: systemClock, throttle: stuck }).copy(bed.move, stepContext(1, stop.signal))).rejects.toThrow()

  expect(taken).toBeGreaterThan(1_000_000)
  expect(await bed.mover().status(bed.move)).toMatchObject({ state: 'held', copied: false })
  expect((await bed.mover().copy(bed.move, stepContext(2))).rows).toBe(20_001)
  expect(await switchOver(bed, 'source', 3)).toBe('pass')
})

test('a table changed on one side only is told as drift and fails the proof', async () => {
  const bed = await kept(syncedBed(servers, 'CREATE TABLE doc (id int PRIMARY KEY, no int, KEY no_index (no))'))
  await bed.sql('target', 'SET sql_log_bin = 0; ALTER TABLE doc ADD extra int, DROP INDEX no_index')

  expect((await arrived(bed)).drifted).toEqual(['doc'])
  expect(await bed.mover().rehearse(bed.move, stepContext(2))).toMatchObject({ result: 'fail', objects: { different: ['column doc.extra', 'index doc.no_index'] } })
})
