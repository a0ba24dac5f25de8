import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { seconds } from '../../src/model/duration.js'
import { takeSteps } from '../../src/ports/data-mover.contract.js'
import type { Side } from '../../src/ports/data-mover.js'
import { startProxy } from '../support/tcp-proxy.js'
import { outcome, overLine, serving, switched, untilLagBelow, users } from './fault-support.js'
import { context, createBed, startServers, syncedBed, writeOnce, type Servers } from './postgres-bed.js'

let servers: Servers
beforeAll(async () => { servers = await startServers() })
afterAll(async () => { await servers.stop() })

const large = `
  CREATE TABLE biz.large AS SELECT i AS id, repeat(md5(i::text), 8) AS text FROM generate_series(1, 20000) i; ALTER TABLE biz.large ADD PRIMARY KEY (id);`

describe('a line that is cut', () => {
  const ways = [['source', 'toClient'], ['target', 'toServer']] as const
  test.each(ways)('to the %s during the copy keeps no user out, and it starts over', async (side, direction) => {
    const { bed, line, move } = await overLine(createBed(servers, large), side)
    const clients = users(bed)
    await bed.mover().prepare(move, context(1))
    line.after(2_000_000, direction, () => line.cut())

    expect(await outcome(bed.mover().copy(move, context(1)))).toBeDefined()

    expect(await serving(bed)).toEqual(['source'])
    line.heal()
    expect(await bed.mover().status(move)).toMatchObject({ serving: 'source', copied: false })
    await bed.mover().copy(move, context(2))
    expect((await switched(bed, 'source', 3, move)).result).toBe('pass')
    expect(await clients.missing('target')).toEqual([])
  })

  test('to the target inside the fence is undone without it: the source serves at once', async () => {
    const { bed, line, move } = await overLine(syncedBed(servers), 'target')
    const clients = users(bed)
    for (const [index, step] of (['fence', 'drain', 'fixups'] as const).entries()) {
      const session = await bed.mover().beginSwitch(move, 'source', context(2 + 2 * index))
      await takeSteps(session, step)
      line.cut()
      if (step !== 'fixups') expect(await outcome(step === 'fence' ? session.drain(seconds(2)) : session.fixups())).toBeDefined()
      const started = performance.now()

      await session.abort()

      expect([step, await writeOnce(bed.app('source'))]).toEqual([step, true])
      expect(performance.now() - started).toBeLessThan(2_000)
      line.heal()
      expect(await bed.mover().recover(move, context(3 + 2 * index))).toBe('source')
    }

    expect((await switched(bed, 'source', 20, move)).result).toBe('pass')
    expect(await clients.missing('target')).toEqual([])
  })

  test('to the target when it has opened, but before its answer, is told; the new side serves and stays', async () => {
    const { bed, line, move } = await overLine(syncedBed(servers), 'target')
    const clients = users(bed)
    const session = await bed.mover().beginSwitch(move, 'source', context(2))
    await takeSteps(session, 'reverse')
    line.after(1, 'toClient', () => line.cut())
    expect(await outcome(session.open())).toBeDefined()

    const told: unknown = await session.abort().catch((error: unknown) => error)

    expect(told).toMatchObject({ diagnostics: [{ code: 'MOVE_UNREACHABLE', params: { place: 'target' } }] })
    expect(await serving(bed)).toEqual(['target'])
    line.heal()
    expect(await bed.mover().recover(move, context(3))).toBe('target')
    expect((await switched(bed, 'target', 4, move)).result).toBe('pass')
    expect(await clients.missing('source')).toEqual([])
  })

  test('to the source inside the fence is told with its name, and healed it serves again', async () => {
    const { bed, line, move } = await overLine(syncedBed(servers), 'source')
    const clients = users(bed)
    const session = await bed.mover().beginSwitch(move, 'source', context(2))
    await session.fence()
    line.cut()
    expect(await outcome(session.drain(seconds(1)))).toBeDefined()

    const told: unknown = await session.abort().catch((error: unknown) => error)

    expect(told).toMatchObject({ diagnostics: [{ code: 'MOVE_UNREACHABLE', params: { place: 'source' } }] })
    line.heal()
    expect(await bed.mover().recover(move, context(3))).toBe('source')
    expect(await serving(bed)).toEqual(['source'])
    expect((await switched(bed, 'source', 4, move)).result).toBe('pass')
    expect(await clients.missing('target')).toEqual([])
  })

  test.each(['source', 'target'] as const)('to the %s at any byte of a switch leaves one side serving, and no write is lost', async (side) => {
    const { bed, line, move } = await overLine(syncedBed(servers), side)
    const clients = users(bed)
    const before = line.passed.toServer
    await switched(bed, 'source', 2, move)
    const whole = line.passed.toServer - before
    let from: Side = 'target'
    for (const [index, part] of [0.2, 0.45, 0.6, 0.7, 0.9].entries()) {
      line.after(Math.round(whole * part), 'toServer', () => line.cut())
      const fence = 10 + 10 * index
      const broken = await outcome(switched(bed, from, fence, move))
      line.heal()
      const serves = await bed.mover().recover(move, context(fence + 1))
      expect([part, await serving(bed)]).toEqual([part, [serves]])
      // A line that broke after the opening changed who serves; one that held did too.
      if (broken === undefined) expect(serves).not.toBe(from)
      from = serves
      await untilLagBelow(bed, 1_000, move)
    }

    expect(await clients.missing(from)).toEqual([])
    expect(clients.written()).toBeGreaterThan(40)
    expect((await bed.mover().rehearse(move, context(200))).result).toBe('pass')
  })

  test('during the proof leaves the new side serving with a way back, and what was not proved can be compared later', async () => {
    const { bed, line, move } = await overLine(syncedBed(servers, large), 'target')
    const clients = users(bed)
    const session = await bed.mover().beginSwitch(move, 'source', context(2))
    await takeSteps(session, 'open')
    line.after(3_000, 'toServer', () => line.cut())

    expect(await outcome(session.prove(() => undefined))).toBeDefined()
    await session.close().catch(() => undefined)

    expect(await serving(bed)).toEqual(['target'])
    line.heal()
    expect(await bed.mover().recover(move, context(3))).toBe('target')
    expect((await bed.mover().rehearse(move, context(4))).result).toBe('pass')
    expect((await switched(bed, 'target', 5, move)).result).toBe('pass')
    expect(await clients.missing('source')).toEqual([])
  })
})

describe('a line that is dead or slow', () => {
  test('dead without a word during the sync shows as lag, keeps no user out, and is caught up with', async () => {
    const { bed, line, move } = await overLine(createBed(servers), 'source')
    await bed.mover().prepare(move, context(1))
    await bed.mover().copy(move, context(1))
    const clients = users(bed)
    await untilLagBelow(bed, 1_000)
    line.blackHole()
    await expect.poll(() => clients.written()).toBeGreaterThan(20)

    // The administrator's own way to both sides is another line.
    const status = await bed.mover().syncStatus(bed.move)

    expect(Number(status.lag)).toBeGreaterThan(900)
    expect(Number(status.pending)).toBeGreaterThan(0)
    expect(status.applyErrors).toBe(0)
    expect(await serving(bed)).toEqual(['source'])
    line.heal()
    await untilLagBelow(bed, 1_000)
    expect((await switched(bed, 'source', 2)).result).toBe('pass')
    expect(await clients.missing('target')).toEqual([])
  })

  test('long and slow carries a copy, a switch and the way back', async () => {
    const { bed, line, move } = await overLine(createBed(servers, large), 'target')
    const back = await startProxy({ port: servers.source.port })
    onTestFinished(() => back.close())
    const both = { ...move, source: { ...move.source, port: back.port } }
    for (const one of [line, back]) {
      one.delay(4)
      one.throttle(6_000_000)
    }
    const clients = users(bed, { clients: 2, rate: 40 })
    await bed.mover().prepare(both, context(1))
    await bed.mover().copy(both, context(1))
    await untilLagBelow(bed, 1_000, both)

    expect((await switched(bed, 'source', 2, both)).result).toBe('pass')
    expect((await switched(bed, 'target', 3, both)).result).toBe('pass')

    expect(await clients.missing('source')).toEqual([])
    expect(await serving(bed)).toEqual(['source'])
  })
})
