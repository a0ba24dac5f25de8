import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { moverOfKinds } from '../../src/flow/run/movers/by-kind.js'
import type { DatabaseMove, DataMover, FilesMove, FilesSource, Side, SystemMove } from '../../src/ports/data-mover.js'
import { type MoverBed, stepContext, takeSteps } from '../../src/ports/data-mover.contract.js'
import { contractBed as filesBed, whyNot } from './files-bed.js'
import { contractBed as postgresBed, startServers, type Servers } from './postgres-bed.js'

/** A database and a file tree with one cutover over both, between two real servers and two real trees. */
describe.skipIf(whyNot !== undefined)('a system with database and files', () => {
  let servers: Servers
  let database: MoverBed
  let files: MoverBed
  let move: SystemMove
  const sides = ['source', 'target'] as const satisfies readonly Side[]

  beforeAll(async () => { servers = await startServers() })
  afterAll(() => servers.stop())
  afterEach(() => Promise.all([database.remove(), files.remove()]))

  /** A mover as a new worker has it; `change` is what goes wrong with the files in it. */
  function mover(change: (files: DataMover<FilesMove, FilesSource>) => Partial<DataMover<FilesMove, FilesSource>> = () => ({})): DataMover {
    const real: DataMover<FilesMove, FilesSource> = files.mover()
    return moverOfKinds({ postgres: database.mover(), mariadb: database.mover(), files: { ...real, ...change(real) } })
  }

  /** Files whose opening and whose recovery fail: what a worker sees that dies in between. */
  const dying = (real: DataMover<FilesMove, FilesSource>): Partial<DataMover<FilesMove, FilesSource>> => ({
    beginSwitch: async (part, from, context) => {
      const session = await real.beginSwitch(part, from, context)
      return Object.assign(Object.create(session) as typeof session, { open: () => Promise.reject(new Error('gone')) })
    },
    recover: () => Promise.reject(new Error('gone')),
  })

  async function synced(): Promise<void> {
    ;[database, files] = [await postgresBed(servers), filesBed()]
    move = { kind: 'system', system: 'permits', name: 'permits', parts: [database.move as DatabaseMove, files.move as FilesMove] }
    await mover().prepare(move, stepContext(1))
    await mover().copy(move, stepContext(1))
  }

  async function switched(from: Side, fence: number, with_: DataMover = mover()) {
    const session = await with_.beginSwitch(move, from, stepContext(fence))
    try {
      await takeSteps(session, 'open')
      return await session.prove(() => undefined)
    } finally {
      await session.close()
    }
  }

  const writable = async () => ({ database: await Promise.all(sides.map((side) => database.write(side))), files: await Promise.all(sides.map((side) => files.write(side))) })
  const only = (side: Side) => ({ database: [side === 'source', side === 'target'], files: [side === 'source', side === 'target'] })

  it('moves there and back under load, and loses no write of either', async () => {
    await synced()
    const loads = [database.load(), files.load()]
    const there = await switched('source', 2)
    const back = await switched('target', 3)
    const ends = await Promise.all(loads.map((load) => load.stop('source')))

    expect(there).toMatchObject({ result: 'pass', method: 'snapshots' })
    expect(there.tables.map(({ table }) => table.split('/')[0])).toEqual(expect.arrayContaining([database.move.name, files.move.name]))
    expect(back.result).toBe('pass')
    for (const { acknowledged, lost } of ends) expect({ wrote: acknowledged > 0, lost }).toEqual({ wrote: true, lost: 0 })
    expect(await writable()).toEqual(only('source'))
  })

  it('is completed by the next worker when one dies between the two openings', async () => {
    await synced()
    await expect(switched('source', 2, mover(dying))).rejects.toThrow('gone')
    expect(await writable()).toEqual({ database: [false, true], files: [false, false] })

    expect(await mover().recover(move, stepContext(3))).toBe('target')

    expect(await writable()).toEqual(only('target'))
    expect(await mover().status(move)).toMatchObject({ serving: 'target', feed: true, copied: true })
    expect((await switched('target', 4)).result).toBe('pass')
  })

  it('is completed at once when only the files fail to open', async () => {
    await synced()
    const failing = mover((real) => ({ beginSwitch: dying(real).beginSwitch! }))

    expect(await switched('source', 2, failing)).toMatchObject({ result: 'pass', method: 'live' })
    expect(await writable()).toEqual(only('target'))
  })

  it('is undone on both when a worker dies before the database has opened', async () => {
    await synced()
    const session = await mover().beginSwitch(move, 'source', stepContext(2))
    await takeSteps(session, 'reverse')
    await database.killWorkers()

    expect(await mover().recover(move, stepContext(3))).toBe('source')

    expect(await writable()).toEqual(only('source'))
    await session.close().catch(() => undefined)
    expect(await writable()).toEqual(only('source'))
  })

  it('serves again on both within a second of an abort', async () => {
    await synced()
    const session = await mover().beginSwitch(move, 'source', stepContext(2))
    await takeSteps(session, 'reverse')
    const started = performance.now()
    await session.abort()

    expect(performance.now() - started).toBeLessThan(1_000)
    await session.close()
    expect(await writable()).toEqual(only('source'))
  })
})
