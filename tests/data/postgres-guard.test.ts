import { join } from 'node:path'
import { inspect } from 'node:util'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { connect } from '../../src/adapters/postgres/connection.js'
import { subscriptionStatement } from '../../src/adapters/postgres/mover/feed.js'
import { seconds } from '../../src/model/duration.js'
import { codeOf, takeSteps } from '../../src/ports/data-mover.contract.js'
import type { GuardReading, Side } from '../../src/ports/data-mover.js'
import { startPostgres } from '../support/postgres-server.js'
import { mountTmpfs } from '../support/tmpfs.js'
import { context, createBed, leftovers, syncedBed, writeOnce, type Bed, type Servers } from './postgres-bed.js'

const MB = 2 ** 20

/** Log in pieces of 1 MB, of which little is kept for reuse: what is measured is what the slot keeps. */
const small = { min_wal_size: '2MB', max_wal_size: '4MB', checkpoint_timeout: '1h', wal_keep_size: '0' }
const pieces = ['--wal-segsize=1']

let servers: Servers
beforeAll(async () => {
  const settings = { ...small, max_slot_wal_keep_size: '20MB', shared_preload_libraries: 'pg_stat_statements', 'pg_stat_statements.track': 'all' }
  const [source, target] = await Promise.all([startPostgres(settings, { initdb: pieces }), startPostgres(settings, { initdb: pieces })])
  servers = { source, target, stop: async () => void (await Promise.all([source.stop(), target.stop()])) }
})
afterAll(async () => { await servers.stop() })

async function removed(bed: Promise<Bed>): Promise<Bed> {
  const made = await bed
  onTestFinished(() => made.remove())
  return made
}

/** Nobody takes what the slot holds any more. */
async function stall(bed: Bed): Promise<void> {
  const [feed] = await bed.sql<{ subname: string }>('target', 'SELECT subname FROM pg_subscription')
  await bed.sql('target', `ALTER SUBSCRIPTION ${feed!.subname} DISABLE`)
  // The worker ends when it comes to look: until then it takes more.
  await expect.poll(() => bed.sql('source', 'SELECT slot_name FROM pg_replication_slots WHERE active AND database = current_database()')).toEqual([])
}

/** About that much log, without anything in a table. */
async function writeLog(bed: Bed, side: 'source' | 'target', megabytes: number): Promise<void> {
  await bed.sql(side, `SELECT pg_logical_emit_message(false, 'test', repeat('x', 1048000)) FROM generate_series(1, ${megabytes}); SELECT pg_switch_wal()`)
}

async function reading(bed: Bed): Promise<GuardReading | undefined> {
  const readings = await bed.mover().guard(bed.move)
  expect(readings.length).toBeLessThanOrEqual(1)
  return readings[0]
}

describe('the log that a feed keeps', () => {
  test('goes from calm over alarm to stop, and given up it leaves a source that serves and a copy that starts over', async () => {
    const bed = await removed(syncedBed(servers))
    expect(await reading(bed)).toMatchObject({ side: 'source', limit: 20 * MB, free: expect.any(Number), verdict: 'calm' })
    await stall(bed)

    await writeLog(bed, 'source', 12)
    expect((await reading(bed))?.verdict).toBe('alarm')
    await writeLog(bed, 'source', 6)
    const last = await reading(bed)
    await bed.mover().release(bed.move, context(2))

    expect(last?.verdict).toBe('stop')
    expect(last!.retained).toBeGreaterThan(16 * MB)
    expect(await writeOnce(bed.app('source'))).toBe(true)
    expect(await bed.mover().guard(bed.move)).toEqual([])
    expect((await leftovers(bed)).filter((name) => /^(slot|subscription)/.test(name))).toEqual([])
    expect(await bed.mover().status(bed.move)).toEqual({ serving: 'source', feed: false, copied: false, state: 'held' })
    expect(await codeOf(bed.mover().beginSwitch(bed.move, 'source', context(2)))).toBe('MOVE_NOT_COPIED')
    await bed.mover().copy(bed.move, context(3))
    expect((await bed.mover().rehearse(bed.move, context(3))).result).toBe('pass')
  })

  test('is told as lost when the server has given the slot up, and the source serves', async () => {
    const bed = await removed(syncedBed(servers))
    await stall(bed)
    await writeLog(bed, 'source', 30)
    await bed.sql('source', 'CHECKPOINT')

    expect(await reading(bed)).toMatchObject({ side: 'source', verdict: 'lost' })
    expect(await writeOnce(bed.app('source'))).toBe(true)

    await bed.sql('source', `SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE database = current_database()`)
    expect(await reading(bed)).toMatchObject({ side: 'source', retained: 0, verdict: 'lost' })
    await bed.mover().release(bed.move, context(2))
    expect(await bed.mover().guard(bed.move)).toEqual([])
  })

  test('of the way back is guarded on the new side, and given up there is no way back', async () => {
    const bed = await removed(syncedBed(servers))
    const session = await bed.mover().beginSwitch(bed.move, 'source', context(2))
    await takeSteps(session, 'open')
    await session.close()
    expect(await reading(bed)).toMatchObject({ side: 'target', verdict: 'calm' })

    await bed.mover().release(bed.move, context(3))

    expect(await bed.mover().guard(bed.move)).toEqual([])
    expect([await writeOnce(bed.app('source')), await writeOnce(bed.app('target'))]).toEqual([false, true])
    expect(await bed.mover().status(bed.move)).toEqual({ serving: 'target', feed: false, copied: true, state: 'observing' })
    expect(await codeOf(bed.mover().beginSwitch(bed.move, 'target', context(4)))).toBe('MOVE_NO_FEED')
    expect(await bed.mover().recover(bed.move, context(5))).toBe('target')
  })

  test('is read and given up though the other side cannot be reached', async () => {
    const bed = await removed(syncedBed(servers))
    await stall(bed)
    await writeLog(bed, 'source', 12)
    const cut = { ...bed.move, target: { ...bed.move.target, port: 1 } }

    expect(await bed.mover().guard(cut)).toMatchObject([{ side: 'source', verdict: 'alarm' }])
    expect(await codeOf(bed.mover().release(cut, context(2)))).toBe('MOVE_UNREACHABLE')

    expect((await leftovers(bed)).filter((name) => name.startsWith('slot'))).toEqual([])
    expect(await reading(bed)).toMatchObject({ verdict: 'lost' })
    await bed.mover().release(bed.move, context(2))
    expect(await bed.mover().status(bed.move)).toMatchObject({ serving: 'source', copied: false })
  })

  test('is given up by the newest worker only', async () => {
    const bed = await removed(syncedBed(servers))
    await bed.mover().recover(bed.move, context(5))

    expect(await codeOf(bed.mover().release(bed.move, context(4)))).toBe('MOVE_STALE_WORKER')

    expect(await bed.mover().status(bed.move)).toMatchObject({ feed: true, copied: true })
  })
})

describe('the disk of the log', () => {
  test('never fills: the feed is stopped before, and the source writes on', async ({ skip }) => {
    const disk = mountTmpfs(80)
    if (typeof disk === 'string') return skip(disk)
    onTestFinished(() => disk.unmount())
    const source = await startPostgres(small, { initdb: [...pieces, '-X', join(disk.folder, 'log')] })
    onTestFinished(() => source.stop())
    const bed = await removed(syncedBed({ ...servers, source }))
    await stall(bed)
    const verdicts = new Set<string>()
    for (let round = 0; round < 100 && !verdicts.has('stop'); round += 1) {
      await writeLog(bed, 'source', 2)
      const { verdict, limit, free } = (await reading(bed))!
      verdicts.add(verdict)
      expect(free).toBeGreaterThan(4 * MB)
      expect(limit).toBeLessThan(80 * MB)
    }

    await bed.mover().release(bed.move, context(2))
    await bed.sql('source', 'CHECKPOINT')

    expect([...verdicts]).toEqual(['calm', 'alarm', 'stop'])
    for (let round = 0; round < 20; round += 1) {
      await writeLog(bed, 'source', 4)
      await bed.sql('source', 'CHECKPOINT')
    }
    expect(await writeOnce(bed.app('source'))).toBe(true)
  })
})

describe('the password of a feed', () => {
  test('stands in no statement that the server shows or keeps', async () => {
    const bed = await removed(createBed(servers))
    for (const side of ['source', 'target'] as const) await servers[side].query('postgres', 'CREATE EXTENSION pg_stat_statements')
    const shown = await watchStatements(bed)
    await bed.mover().prepare(bed.move, context(1))
    await bed.mover().copy(bed.move, context(1))
    const session = await bed.mover().beginSwitch(bed.move, 'source', context(2))
    await takeSteps(session, 'open')
    await session.close()

    const read = (side: Side) => servers[side].query<{ query: string }>('postgres', 'SELECT query FROM pg_stat_statements')
    const kept = await Promise.all([read('source'), read('target')])
    const texts = [...await shown.stop(), ...kept.flat().map(({ query }) => query)]
    expect(texts.some((text) => text.includes('qianyun_mig.subscribe'))).toBe(true)
    expect(texts.filter((text) => text.includes(bed.move.source.password))).toEqual([])
  })

  test('stands in no error either', async () => {
    const bed = await removed(syncedBed(servers))
    const session = await connect(bed.move.target, { application: 'test', place: 'target' })
    onTestFinished(() => session.end())
    const move = { ...bed.move, name: 'another', source: { ...bed.move.source, port: 1 } }

    const error: unknown = await session.run(await subscriptionStatement(session, move, 'source', true)).catch((reason: unknown) => reason)

    expect(inspect(error, { depth: 9 })).toContain('could not connect to the publisher')
    expect(inspect(error, { depth: 9 })).not.toContain(bed.move.source.password)
  })
})

/** Every text of a statement that pg_stat_activity showed meanwhile, on both sides, looked at without a pause. */
async function watchStatements(bed: Bed): Promise<{ stop(): Promise<readonly string[]> }> {
  const seen = new Set<string>()
  let running = true
  const watch = async (side: Side) => {
    const client = new pg.Client(bed.move[side])
    await client.connect()
    while (running) {
      const { rows } = await client.query<{ query: string }>('SELECT DISTINCT query FROM pg_stat_activity WHERE pid <> pg_backend_pid()')
      for (const { query } of rows) seen.add(query)
    }
    await client.end()
  }
  const ended = Promise.all([watch('source'), watch('target')])
  return {
    async stop() {
      running = false
      await ended
      return [...seen]
    },
  }
}

describe('where a move stands', () => {
  test('every state that leaves a mark is told', async () => {
    const bed = await createBed(servers)
    onTestFinished(() => bed.remove())
    const state = async () => (await bed.mover().status(bed.move)).state
    const switched = async (from: Side, fence: number) => {
      const session = await bed.mover().beginSwitch(bed.move, from, context(fence))
      await session.fence()
      const inside = await state()
      await session.drain(seconds(10))
      for (const step of [() => session.fixups(), () => session.snapshots(), () => session.reverse(), () => session.open()]) await step()
      await session.close()
      return [inside, await state()]
    }

    const seen = [await state()]
    await bed.mover().prepare(bed.move, context(1))
    seen.push(await state())
    await bed.mover().copy(bed.move, context(1))
    seen.push(await state())
    await stall(bed)
    seen.push(await state())
    await bed.mover().recover(bed.move, context(2))
    seen.push(...await switched('source', 3), ...await switched('target', 4), ...await switched('source', 5))
    await bed.mover().finish(bed.move, context(6))
    seen.push(await state())

    expect(seen).toEqual(['planned', 'preflighted', 'syncing', 'copied', 'fenced', 'observing', 'fenced', 'rolled-back', 'fenced', 'observing', 'closed'])
  })
})
