import pg from 'pg'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { settle } from '../../src/adapters/postgres/mover/recover.js'
import { withSides } from '../../src/adapters/postgres/mover/sides.js'
import { systemClock } from '../../src/adapters/system/clock.js'
import { codeOf, takeSteps } from '../../src/ports/data-mover.contract.js'
import { context, createBed, killWorkers, leftovers, startServers, syncedBed, writeOnce, type Bed, type Servers } from './postgres-bed.js'
import { wayTo } from './silent-server.js'

let servers: Servers
beforeAll(async () => { servers = await startServers() })
afterAll(async () => { await servers.stop() })

async function removed(bed: Promise<Bed>): Promise<Bed> {
  const made = await bed
  onTestFinished(() => made.remove())
  return made
}

describe('neither side serving', () => {
  test('a target that falls silent inside the fence does not keep the source closed', async () => {
    const bed = await removed(syncedBed(servers))
    const way = await wayTo(servers.target.port)
    onTestFinished(() => way.close())
    const session = await bed.mover().beginSwitch({ ...bed.move, target: { ...bed.move.target, port: way.port } }, 'source', context(2))
    await session.fence()
    way.fallSilent()
    const started = performance.now()

    const aborted = session.abort()
    while (!await writeOnce(bed.app('source')) && performance.now() - started < 5_000) await new Promise((resolve) => setTimeout(resolve, 50))

    expect(performance.now() - started).toBeLessThan(2_000)
    await aborted
    expect(await bed.mover().recover(bed.move, context(3))).toBe('source')
  })

  test('a worker that stood still while another one switched closes no door and takes no feed when it goes on', async () => {
    const bed = await removed(syncedBed(servers))
    const switched = async () => {
      const session = await bed.mover().beginSwitch(bed.move, 'source', context(9))
      await takeSteps(session, 'open')
      await session.close()
    }
    await withSides(bed.move, 'control', async (sides) => {
      // Its last act before it stands still: the source is open.
      const run = async (sql: string) => { await sides.source.run(sql); await switched() }
      expect(await codeOf(settle(bed.move, { ...sides, source: { ...sides.source, run } }, 5, systemClock))).toBe('MOVE_STALE_WORKER')
    })

    expect([await writeOnce(bed.app('source')), await writeOnce(bed.app('target'))]).toEqual([false, true])
    expect(await bed.mover().status(bed.move)).toMatchObject({ serving: 'target', feed: true })
  })

  test('a target that serves is not emptied by a copy, even where its mark says that one is under way', async () => {
    const bed = await removed(syncedBed(servers))
    const session = await bed.mover().beginSwitch(bed.move, 'source', context(2))
    await takeSteps(session, 'open')
    await session.close()
    await bed.sql('target', `UPDATE qianyun_mig.state SET stage = 'copying', result = NULL`)

    expect(await codeOf(bed.mover().copy(bed.move, context(3)))).toBe('MOVE_NOT_SERVING')

    expect(await writeOnce(bed.app('target'))).toBe(true)
  })

  test('finish behind a worker that died inside the fence opens the side that served', async () => {
    const bed = await removed(syncedBed(servers))
    const session = await bed.mover().beginSwitch(bed.move, 'source', context(2))
    await session.fence()
    await killWorkers(bed)

    await bed.mover().finish(bed.move, context(3))

    expect([await writeOnce(bed.app('source')), await writeOnce(bed.app('target'))]).toEqual([true, false])
    expect(await leftovers(bed)).toEqual([])
  })

  test('a target on the same server is refused before the application is closed out', async () => {
    const bed = await removed(createBed(servers))
    const move = { ...bed.move, target: servers.source.endpoint('postgres') }

    expect(await codeOf(bed.mover().prepare(move, context(1)))).toBe('MOVE_SAME_SERVER')

    expect(await writeOnce(bed.app('source'))).toBe(true)
    expect(await servers.source.query('postgres', `SELECT 1 FROM pg_namespace WHERE nspname = 'qianyun_mig'`)).toEqual([])
  })

  test('a role that also uses another database of the source blocks: the fence would close that one too', async () => {
    const bed = await removed(createBed(servers))
    const client = new pg.Client({ ...bed.app('source'), database: 'postgres' })
    await client.connect()
    onTestFinished(() => client.end())

    const findings = await bed.mover().preflight(bed.move)

    expect(findings).toContainEqual(
      { check: 'P20', severity: 'block', objects: [`${bed.move.appRoles[0]} uses database postgres`], params: { side: 'source', count: 1 } })
  })
})

describe('writes that would be lost', () => {
  test('a source that another database feeds blocks: the fence does not hold what a subscription brings', async () => {
    const bed = await removed(createBed(servers))
    await bed.sql('source', `CREATE SUBSCRIPTION others CONNECTION 'dbname=nowhere' PUBLICATION p WITH (connect = false)`)
    onTestFinished(async () => void await bed.sql('source', 'ALTER SUBSCRIPTION others SET (slot_name = NONE); DROP SUBSCRIPTION others'))

    const findings = await bed.mover().preflight(bed.move)

    expect(findings).toContainEqual({ check: 'P24', severity: 'block', objects: ['subscription others'], params: { side: 'source', count: 1 } })
  })

  test('the fence waits for the write transaction of a session that is no ordinary client', async () => {
    const bed = await removed(syncedBed(servers))
    const session = await bed.mover().beginSwitch(bed.move, 'source', context(2))
    const other = new pg.Client({ ...bed.move.source, replication: 'database' } as pg.ClientConfig)
    await other.connect()
    onTestFinished(() => other.end())
    await other.query('BEGIN; INSERT INTO biz.entry (writer) VALUES (1)')
    const committed = new Promise((resolve) => setTimeout(resolve, 300)).then(() => other.query('COMMIT'))

    await takeSteps(session, 'open')
    await committed
    await session.close()

    expect(await bed.sql('target', 'SELECT writer FROM biz.entry')).toEqual([{ writer: 1 }])
  })
})

describe('settings of the database', () => {
  test('another isolation level by default does not keep the token from being seen', async () => {
    const bed = await removed(createBed(servers))
    await bed.sql('source', `ALTER DATABASE ${bed.move.source.database} SET default_transaction_isolation = 'repeatable read'`)
    await bed.mover().prepare(bed.move, context(1))
    await bed.mover().copy(bed.move, context(1))
    await writeOnce(bed.app('source'))

    const session = await bed.mover().beginSwitch(bed.move, 'source', context(2))
    await takeSteps(session, 'open')
    const proof = await session.prove(() => undefined)
    await session.close()

    expect(proof.result).toBe('pass')
  })
})

describe('leftovers', () => {
  test('a switch that could not begin leaves no slot that keeps the log of the other side', async () => {
    const bed = await removed(syncedBed(servers))
    await bed.sql('source', 'CREATE SEQUENCE biz.unknown_there; SELECT nextval(\'biz.unknown_there\')')

    await expect(bed.mover().beginSwitch(bed.move, 'source', context(2))).rejects.toThrow()

    expect((await leftovers(bed)).filter((name) => name.includes('from_target'))).toEqual([])
    expect(await bed.mover().status(bed.move)).toEqual({ serving: 'source', feed: true, copied: true, state: 'syncing' })
  })
})
