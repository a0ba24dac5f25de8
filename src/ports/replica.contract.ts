import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { StepContext } from '../model/step.js'
import type { Replica, ReplicaPlace } from './replica.js'

/** A primary with data and users that keep writing, a place for its replica, and an eye on both. */
export interface ReplicaBench {
  readonly replica: Replica
  readonly place: ReplicaPlace
  context(): StepContext
  /** What a reader of the replica sees, undefined when the replica does not answer. */
  rowsOnReplica(): Promise<number | undefined>
  rowsOnPrimary(): Promise<number>
  /** Everything in the primary that a drill must leave as it was, heartbeats left out. */
  fingerprintOfPrimary(): Promise<string>
  /** Names of what a replica left on the primary. */
  leftOnPrimary(): Promise<readonly string[]>
  stop(): Promise<void>
}

/** What every replica promises. The tests follow one replica through its life, in order. */
export function replicaContract(name: string, start: () => Promise<ReplicaBench>): void {
  describe(`${name} keeps the replica contract`, () => {
    let bench: ReplicaBench
    beforeAll(async () => { bench = await start() })
    afterAll(() => bench?.stop())

    it('does not stream before it was built', async () => {
      expect(await bench.replica.status(bench.place)).toMatchObject({ streaming: false })
    })

    it('is built with the data of the primary and streams', async () => {
      const { bytes } = await bench.replica.build(bench.place, bench.context())

      expect(bytes).toBeGreaterThan(0)
      expect(await bench.rowsOnReplica()).toBeGreaterThan(0)
      const { streaming, lag } = await bench.replica.status(bench.place)
      expect(streaming).toBe(true)
      expect(lag).toBeLessThan(2_000)
    })

    it('is kept, not copied again, by a second build', async () => {
      const before = await bench.replica.status(bench.place)

      await bench.replica.build(bench.place, bench.context())

      expect(before.streaming && (await bench.replica.status(bench.place)).streaming).toBe(true)
    })

    it('passes a drill without a change to the primary and goes on streaming', async () => {
      const before = await bench.fingerprintOfPrimary()

      const result = await bench.replica.drill(bench.place, bench.context())

      expect(result.checks.filter(({ pass }) => !pass)).toEqual([])
      expect(result.result).toBe('pass')
      expect(result.timelineAfter).toBe(result.timelineBefore === null ? null : result.timelineBefore + 1)
      expect(result.rtoMs).toBeGreaterThan(0)
      expect(result.rpoMs).toBeGreaterThanOrEqual(0)
      expect(await bench.fingerprintOfPrimary()).toBe(before)
      expect(await bench.replica.status(bench.place)).toMatchObject({ streaming: true })
      const written = await bench.rowsOnPrimary()
      await expect.poll(() => bench.rowsOnReplica()).toBeGreaterThanOrEqual(written)
    })

    it('is gone after destroy, with all it had on the primary', async () => {
      await bench.replica.destroy(bench.place)

      expect(await bench.rowsOnReplica()).toBeUndefined()
      expect(await bench.leftOnPrimary()).toEqual([])
    })

    it('may be destroyed twice', async () => {
      await bench.replica.destroy(bench.place)
    })
  })
}
