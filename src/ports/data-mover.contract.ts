import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { DiagnosticError } from '../diagnostics/diagnostic.js'
import { milliseconds, seconds } from '../model/duration.js'
import type { StepContext } from '../model/step.js'
import type { DataMove, DataMover, Side, SwitchSession } from './data-mover.js'

/** One move between two real places, and a hand on both. */
export interface MoverBed {
  readonly move: DataMove
  /** A mover as a new worker has it: nothing in memory of what another one did. */
  mover(): DataMover
  /** One write as the application, on a connection of its own; false when the door is closed. */
  write(side: Side): Promise<boolean>
  rows(side: Side): Promise<number>
  /** Clients that write all the time to whichever side accepts them. `stop` gives how many acknowledged writes are not on `side`. */
  load(): { stop(side: Side): Promise<{ readonly acknowledged: number; readonly lost: number }> }
  /** Cuts every connection the movers hold, as the end of their process would. */
  killWorkers(): Promise<void>
  /** Keeps what the feed brings from being applied on a side, until the returned function is called. */
  hinder(side: Side): Promise<() => Promise<void>>
  /** Objects of the move that are still in either place. */
  leftovers(): Promise<readonly string[]>
  remove(): Promise<void>
}

export interface MoverPlace {
  /** A small source with one table of at least one row, an empty target. */
  bed(): Promise<MoverBed>
  stop(): Promise<void>
}

const steps = ['fence', 'drain', 'fixups', 'snapshots', 'reverse', 'open'] as const
type SwitchStep = (typeof steps)[number]

export function stepContext(fence: number, signal = new AbortController().signal): StepContext {
  return { signal, fence, attempt: 1, heartbeat: () => undefined }
}

/** Takes a switch from its begin up to and including a step. */
export async function takeSteps(session: SwitchSession, last: SwitchStep): Promise<void> {
  const calls: Record<SwitchStep, () => Promise<unknown>> = {
    fence: () => session.fence(), drain: () => session.drain(seconds(10)), fixups: () => session.fixups(),
    snapshots: () => session.snapshots(), reverse: () => session.reverse(), open: () => session.open(),
  }
  for (const step of steps.slice(0, steps.indexOf(last) + 1)) await calls[step]()
}

/** The first code of the diagnostic a call ends with; the call must fail with one. */
export async function codeOf(call: Promise<unknown>): Promise<string | undefined> {
  const error = await call.then(() => new Error('it did not fail'), (reason: unknown) => reason)
  if (!(error instanceof DiagnosticError)) throw error
  return error.diagnostics[0]?.code
}

/** What every data mover must do, whatever it moves. */
export function dataMoverContract(name: string, open: () => Promise<MoverPlace>): void {
  describe(`data mover: ${name}`, () => {
    let place: MoverPlace
    let bed: MoverBed
    const synced = async () => {
      bed = await place.bed()
      await bed.mover().prepare(bed.move, stepContext(1))
      return await bed.mover().copy(bed.move, stepContext(1))
    }
    const switched = async (from: Side, fence: number) => {
      const session = await bed.mover().beginSwitch(bed.move, from, stepContext(fence))
      await takeSteps(session, 'open')
      const proof = await session.prove(() => undefined)
      await session.close()
      return proof
    }

    beforeAll(async () => { place = await open() })
    afterAll(async () => { await place.stop() })
    afterEach(async () => { await bed.remove() })

    test('the copy brings every row, and the target stays closed', async () => {
      const result = await synced()

      expect(result.rows).toBe(await bed.rows('source'))
      expect(await bed.rows('target')).toBe(await bed.rows('source'))
      expect(await bed.mover().status(bed.move)).toEqual({ serving: 'source', feed: true, copied: true, state: 'syncing' })
      expect(await bed.write('target')).toBe(false)
    })

    test('prepare and copy may be repeated and change nothing then', async () => {
      const first = await synced()

      await bed.mover().prepare(bed.move, stepContext(2))
      expect(await bed.mover().copy(bed.move, stepContext(2))).toEqual(first)
      expect(await bed.write('source')).toBe(true)
    })

    test('what is written during the sync arrives within a second', async () => {
      await synced()
      await bed.write('source')

      const status = await bed.mover().syncStatus(bed.move)

      expect(Number(status.lag)).toBeLessThan(1_000)
      expect(status).toMatchObject({ applyErrors: 0, drifted: [] })
      expect(await bed.rows('target')).toBe(await bed.rows('source'))
    })

    test('a rehearsal under load finds both sides equal', async () => {
      await synced()
      const load = bed.load()

      const proof = await bed.mover().rehearse(bed.move, stepContext(2))
      await load.stop('source')

      expect(proof).toMatchObject({ result: 'pass', method: 'live' })
    })

    test('a switch closes one side, opens the other and proves both equal', async () => {
      await synced()

      const proof = await switched('source', 2)

      expect(proof).toMatchObject({ result: 'pass', method: 'snapshots' })
      expect([await bed.write('source'), await bed.write('target')]).toEqual([false, true])
      expect(await bed.mover().status(bed.move)).toEqual({ serving: 'target', feed: true, copied: true, state: 'observing' })
    })

    test('three switches back and forth under load lose no acknowledged write', async () => {
      await synced()
      const load = bed.load()
      for (const [index, from] of (['source', 'target', 'source'] as const).entries()) {
        expect((await switched(from, 2 + index)).result).toBe('pass')
      }

      const { acknowledged, lost } = await load.stop('target')

      expect(acknowledged).toBeGreaterThan(50)
      expect(lost).toBe(0)
      expect(await bed.mover().syncStatus(bed.move)).toMatchObject({ applyErrors: 0 })
      expect(await bed.rows('source')).toBe(await bed.rows('target'))
    })

    test('the feed goes on after a switch there and back, however often it is asked how it is', async () => {
      await synced()
      await switched('source', 2)
      await switched('target', 3)

      for (let time = 0; time < 3; time += 1) expect(Number((await bed.mover().syncStatus(bed.move)).lag)).toBeLessThan(1_000)

      expect(await bed.write('source')).toBe(true)
      await bed.mover().syncStatus(bed.move)
      expect(await bed.rows('target')).toBe(await bed.rows('source'))
    })

    test.each(steps.slice(0, -1))('an abort after %s leaves the side that served serving, within a second', async (step) => {
      await synced()
      const session = await bed.mover().beginSwitch(bed.move, 'source', stepContext(2))
      await takeSteps(session, step)
      const started = performance.now()

      await session.abort()

      expect(performance.now() - started).toBeLessThan(1_000)
      await session.close()
      expect([await bed.write('source'), await bed.write('target')]).toEqual([true, false])
      expect((await switched('source', 3)).result).toBe('pass')
    })

    test('after the opening an abort is refused', async () => {
      await synced()
      const session = await bed.mover().beginSwitch(bed.move, 'source', stepContext(2))
      await takeSteps(session, 'open')

      expect(await codeOf(session.abort())).toBe('MOVE_ALREADY_OPEN')
      await session.close()
      expect(await bed.write('target')).toBe(true)
    })

    test.each(steps)('a worker that dies after %s leaves what a new one can recover', async (step) => {
      await synced()
      const serving = step === 'open' ? 'target' : 'source'
      const session = await bed.mover().beginSwitch(bed.move, 'source', stepContext(2))
      await takeSteps(session, step)
      await bed.killWorkers()

      expect(await bed.mover().recover(bed.move, stepContext(3))).toBe(serving)

      expect(await bed.mover().status(bed.move)).toMatchObject({ serving, feed: true, copied: true })
      expect([await bed.write('source'), await bed.write('target')]).toEqual([serving === 'source', serving === 'target'])
      expect((await switched(serving, 4)).result).toBe('pass')
    })

    test('recover may be repeated, and before anything was begun it changes nothing', async () => {
      bed = await place.bed()
      expect(await bed.mover().recover(bed.move, stepContext(1))).toBe('source')
      await bed.mover().prepare(bed.move, stepContext(1))
      expect(await bed.mover().recover(bed.move, stepContext(2))).toBe('source')
      expect(await bed.mover().recover(bed.move, stepContext(3))).toBe('source')
      expect(await bed.write('source')).toBe(true)
    })

    test('a drain that misses its deadline is rejected, and the abort puts the source back', async () => {
      await synced()
      const session = await bed.mover().beginSwitch(bed.move, 'source', stepContext(2))
      const release = await bed.hinder('target')
      await session.fence()

      expect(await codeOf(session.drain(milliseconds(300)))).toBe('MOVE_DRAIN_TIMEOUT')

      await session.abort()
      await session.close()
      expect([await bed.write('source'), await bed.write('target')]).toEqual([true, false])
      // What was under way arrives only now, and must not be taken for the end of the feed.
      await release()
      await bed.mover().syncStatus(bed.move)
      expect(Number((await bed.mover().syncStatus(bed.move)).lag)).toBeLessThan(1_000)
      expect(await bed.rows('target')).toBe(await bed.rows('source'))
    })

    test('a worker that was overtaken can change nothing more', async () => {
      await synced()
      const old = await bed.mover().beginSwitch(bed.move, 'source', stepContext(5))
      await bed.mover().recover(bed.move, stepContext(6))

      await expect(old.fence()).rejects.toThrow()
      expect(await codeOf(bed.mover().recover(bed.move, stepContext(5)))).toBe('MOVE_STALE_WORKER')
      expect(await codeOf(bed.mover().beginSwitch(bed.move, 'source', stepContext(4)))).toBe('MOVE_STALE_WORKER')
      expect(await bed.write('source')).toBe(true)
    })

    test('a switch from the side that does not serve is refused', async () => {
      await synced()
      expect(await codeOf(bed.mover().beginSwitch(bed.move, 'target', stepContext(2)))).toBe('MOVE_NOT_SERVING')
    })

    test('finish leaves nothing of the move, the new side open and the old one closed', async () => {
      await synced()
      await switched('source', 2)

      await bed.mover().finish(bed.move, stepContext(3))
      await bed.mover().finish(bed.move, stepContext(4))

      expect(await bed.leftovers()).toEqual([])
      expect([await bed.write('source'), await bed.write('target')]).toEqual([false, true])
    })

    test('a retired place takes no more writes', async () => {
      bed = await place.bed()

      await bed.mover().retire(bed.move)

      expect(await bed.write('source')).toBe(false)
    })
  })
}
