import pg from 'pg'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { createPostgresMover } from '../../src/adapters/postgres/mover/index.js'
import { systemClock } from '../../src/adapters/system/clock.js'
import { unlimited } from '../../src/adapters/throttle/unlimited.js'
import { postgresBinaries } from '../support/postgres-server.js'
import { outcome, overLine, serving, switched, untilLagBelow, users } from './fault-support.js'
import { context, createBed, startServers, syncedBed, type Bed, type Servers } from './postgres-bed.js'

let servers: Servers
beforeAll(async () => { servers = await startServers() })
afterAll(async () => { await servers.stop() })

async function kept(made: Promise<Bed>): Promise<Bed> {
  const bed = await made
  onTestFinished(() => bed.remove())
  return bed
}

/** A transaction of somebody else that has written and stays open. */
async function openTransaction(bed: Bed): Promise<pg.Client> {
  const client = new pg.Client(bed.move.source)
  client.on('error', () => undefined)
  await client.connect()
  onTestFinished(() => client.end())
  await client.query('BEGIN; INSERT INTO biz.entry (writer) VALUES (77)')
  return client
}

async function untilTold(bed: Bed): Promise<void> {
  await expect.poll(async () => (await bed.mover().syncStatus(bed.move)).applyErrors, { timeout: 15_000 }).toBeGreaterThan(0)
}

describe('a long transaction', () => {
  test('delays the slot and with it the copy, keeps no user out, and what it commits is copied', async () => {
    const bed = await kept(createBed(servers))
    const clients = users(bed)
    await bed.mover().prepare(bed.move, context(1))
    const long = await openTransaction(bed)
    let copied = false
    const copy = bed.mover().copy(bed.move, context(1)).then(() => { copied = true })
    await expect.poll(clients.written).toBeGreaterThan(30)
    expect(copied).toBe(false)

    await long.query('COMMIT')
    await copy

    expect((await switched(bed, 'source', 2)).result).toBe('pass')
    expect(await clients.missing('target')).toEqual([])
    expect(await bed.sql('target', 'SELECT count(*)::int FROM biz.entry WHERE writer = 77')).toEqual([{ count: 1 }])
  })

  test('that outlasts the fence ends the switch, the source serves, and the next switch brings its rows', async () => {
    const bed = await kept(syncedBed(servers))
    const clients = users(bed)
    const session = await bed.mover().beginSwitch(bed.move, 'source', context(2))
    const long = await openTransaction(bed)

    expect(await outcome(session.fence())).toBe('MOVE_DOOR_NOT_CLEAR')
    await session.abort()

    expect(await serving(bed)).toEqual(['source'])
    await session.close()
    await long.query('COMMIT')
    expect((await switched(bed, 'source', 3)).result).toBe('pass')
    expect(await clients.missing('target')).toEqual([])
    expect(await bed.sql('target', 'SELECT count(*)::int FROM biz.entry WHERE writer = 77')).toEqual([{ count: 1 }])
  })
})

describe('changes of the schema during the sync', () => {
  test('a column added on the source is told, the rehearsal refuses, and added on the target too the sync goes on', async () => {
    const bed = await kept(syncedBed(servers))
    const clients = users(bed)
    await bed.sql('source', 'ALTER TABLE biz.entry ADD COLUMN extra int')
    expect((await bed.mover().syncStatus(bed.move)).drifted).toEqual(['biz.entry'])
    expect((await bed.mover().rehearse(bed.move, context(2))).result).toBe('fail')

    await bed.sql('source', 'INSERT INTO biz.entry (writer, extra) VALUES (1, 2)')
    await untilTold(bed)
    expect(await serving(bed)).toEqual(['source'])
    await bed.sql('target', 'ALTER TABLE biz.entry ADD COLUMN extra int')

    expect((await untilLagBelow(bed, 1_000)).drifted).toEqual([])
    expect((await bed.mover().rehearse(bed.move, context(3))).result).toBe('pass')
    expect((await switched(bed, 'source', 4)).result).toBe('pass')
    expect(await clients.missing('target')).toEqual([])
  })

  test('a table added on the source is told and stops the sync until the target has it; added without a word, the rehearsal misses its rows', async () => {
    const bed = await kept(syncedBed(servers))
    const feed = `qianyun_${bed.move.name}_from_source`
    await bed.sql('source', `SET ROLE ${bed.move.appRoles[0]}; CREATE TABLE biz.added (id int PRIMARY KEY); INSERT INTO biz.added VALUES (1)`)
    await untilTold(bed)
    expect((await bed.mover().syncStatus(bed.move)).drifted).toEqual(['biz.added'])

    await bed.sql('target', `CREATE TABLE biz.added (id int PRIMARY KEY); ALTER TABLE biz.added OWNER TO ${bed.move.appRoles[0]}`)
    await untilLagBelow(bed, 1_000)
    const unseen = await bed.mover().rehearse(bed.move, context(2))
    await bed.sql('target', `ALTER SUBSCRIPTION ${feed} REFRESH PUBLICATION WITH (copy_data = false)`)
    await bed.sql('target', 'INSERT INTO biz.added SELECT 1 WHERE NOT EXISTS (SELECT FROM biz.added)')
    await bed.sql('source', 'INSERT INTO biz.added VALUES (2)')
    await untilLagBelow(bed, 1_000)

    // PostgreSQL passes over the rows of a table that the feed was not told of.
    expect(unseen).toMatchObject({ result: 'fail' })
    expect(unseen.tables.filter(({ differing }) => differing.length > 0).map(({ table }) => table)).toEqual(['biz.added'])
    expect((await switched(bed, 'source', 3)).tables.find(({ table }) => table === 'biz.added')).toMatchObject({ rowsTarget: 2, differing: [] })
  })
})

test('a row written early on the target stops the sync, which is told; the source serves, and without the row it goes on', async () => {
  const bed = await kept(syncedBed(servers))
  await bed.sql('target', `INSERT INTO biz.entry (id, writer, note) SELECT g, 0, 'early' FROM generate_series(1, 50) g`)
  const clients = users(bed)
  await untilTold(bed)
  expect(Number((await bed.mover().syncStatus(bed.move)).lag)).toBeGreaterThan(900)
  expect(await serving(bed)).toEqual(['source'])

  await bed.sql('target', `DELETE FROM biz.entry WHERE note = 'early'`)

  await untilLagBelow(bed, 1_000)
  expect((await switched(bed, 'source', 2)).result).toBe('pass')
  expect(await clients.missing('target')).toEqual([])
})

test('a password changed during the sync is told by its name, keeps no user out, and given back the sync goes on', async () => {
  await servers.source.query('postgres', `CREATE ROLE mover_too SUPERUSER LOGIN PASSWORD 'first'`)
  onTestFinished(() => servers.source.query('postgres', 'DROP ROLE mover_too').then(() => undefined))
  const { bed, line, move: lined } = await overLine(createBed(servers), 'source')
  const move = { ...lined, source: { ...lined.source, user: 'mover_too', password: 'first' } }
  await bed.mover().prepare(move, context(1))
  await bed.mover().copy(move, context(1))
  const clients = users(bed)

  await bed.sql('source', `ALTER ROLE mover_too PASSWORD 'second'`)
  line.cut()
  line.heal()

  expect(await outcome(bed.mover().syncStatus(move))).toBe('MOVE_LOGIN_REFUSED')
  expect(await serving(bed)).toEqual(['source'])
  expect(Number((await bed.mover().syncStatus(bed.move)).lag)).toBeGreaterThan(900)
  await bed.sql('source', `ALTER ROLE mover_too PASSWORD 'first'`)
  await untilLagBelow(bed, 1_000, move)
  expect((await switched(bed, 'source', 2, move)).result).toBe('pass')
  expect(await clients.missing('target')).toEqual([])
})

test('a worker whose clock is an hour ahead measures the same lag, and hides none from the one that comes after it', async () => {
  const { bed, line, move } = await overLine(createBed(servers), 'source')
  await bed.mover().prepare(move, context(1))
  await bed.mover().copy(move, context(1))
  const ahead = { ...systemClock, now: () => systemClock.now() + 3_600_000 }
  const skewed = createPostgresMover({ binaries: postgresBinaries, clock: ahead, throttle: unlimited })
  expect(Number((await skewed.syncStatus(bed.move)).lag)).toBeLessThan(1_000)
  expect(Number((await bed.mover().syncStatus(bed.move)).lag)).toBeLessThan(1_000)

  line.blackHole()

  expect(Number((await bed.mover().syncStatus(bed.move)).lag)).toBeGreaterThan(900)
  line.heal()
})
