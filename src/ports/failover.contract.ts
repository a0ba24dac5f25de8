import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { StepContext } from '../model/step.js'
import type { Failover } from './failover.js'
import type { Replica, ReplicaPlace } from './replica.js'

type Site = 'primary' | 'dr'

/** A primary, its replica on the DR site, built and following, and an application that writes numbers with an account of its own. */
export interface FailoverBench<Place extends ReplicaPlace = ReplicaPlace> {
  readonly failover: Required<Failover<Place>>
  readonly replica: Replica<Place>
  readonly place: Place
  readonly wayBack: 'rewind' | 'rebuild'
  /** Fence numbers rise from call to call. */
  context(): StepContext
  /** One write of the application, in a session of its own: the number that was acknowledged, undefined when it was refused. */
  write(site: Site): Promise<number | undefined>
  /** Every number a site holds, sorted. */
  numbers(site: Site): Promise<readonly number[]>
  /** Whether the application's account may open a session at all. */
  mayLogIn(site: Site): Promise<boolean>
  /** For a moment the primary, which follows the DR site then, gets or applies nothing. */
  holdPrimary(): Promise<void>
  /** Cuts the stream to the DR site; both servers go on. */
  cutStream(): Promise<void>
  /** Ends the primary's server as a power cut does. */
  killPrimary(): Promise<void>
  /** Starts it again as it was, which somebody may do who has not heard of the failover. */
  startPrimary(): Promise<void>
  stop(): Promise<void>
}

/** What every failover promises. The tests follow one pair of sites through two failovers and the ways back, in order. */
export function failoverContract<Place extends ReplicaPlace>(name: string, start: () => Promise<FailoverBench<Place>>): void {
  describe(`${name} keeps the failover contract`, () => {
    let bench: FailoverBench<Place>
    const acknowledged: number[] = []
    beforeAll(async () => { bench = await start() })
    afterAll(() => bench?.stop())

    async function writes(site: Site, count: number): Promise<void> {
      for (let number = 0; number < count; number++) {
        const written = await bench.write(site)
        expect(written, `the application writes on the ${site} side`).toBeDefined()
        acknowledged.push(written!)
      }
    }

    async function arrived(site: Site): Promise<void> {
      await expect.poll(() => bench.numbers(site), { timeout: 20_000 }).toEqual(acknowledged)
    }

    describe('while the primary is alive', () => {
      it('promotes nothing before somebody has tried to close the primary', async () => {
        await writes('primary', 3)

        await expect(bench.failover.failover(bench.place, bench.context())).rejects.toMatchObject({ diagnostics: [{ code: 'DR_NOT_FENCED' }] })
        expect(await bench.failover.sides(bench.place)).toMatchObject({ serving: 'primary', primary: 'serving', replica: 'following' })
      })

      it('closes the primary to the application', async () => {
        expect(await bench.failover.fence(bench.place, bench.context())).toEqual({ primary: 'closed' })

        expect(await bench.write('primary')).toBeUndefined()
        expect(await bench.mayLogIn('primary')).toBe(false)
        expect(await bench.failover.sides(bench.place)).toMatchObject({ serving: 'neither', primary: 'closed' })
      })

      it('loses nothing when the replica takes over then', async () => {
        const result = await bench.failover.failover(bench.place, bench.context())

        expect(result.rpoMs).toBe(0)
        expect(result.rtoMs).toBeGreaterThan(0)
        await writes('dr', 3)
        expect(await bench.numbers('dr')).toEqual(acknowledged)
        expect(await bench.write('primary')).toBeUndefined()
        expect(await bench.failover.sides(bench.place)).toMatchObject({ serving: 'dr', primary: 'closed', replica: 'serving' })
      })

      it('changes nothing when it is asked again', async () => {
        const first = await bench.failover.failover(bench.place, bench.context())
        await bench.failover.fence(bench.place, bench.context())
        const second = await bench.failover.failover(bench.place, bench.context())

        expect(second).toEqual(first)
        await writes('dr', 1)
      })

      it('refuses a worker whose number was overtaken', async () => {
        const overtaken = bench.context()
        await bench.failover.fence(bench.place, bench.context())

        for (const act of ['fence', 'failover', 'failback'] as const) {
          await expect(bench.failover[act](bench.place, overtaken)).rejects.toMatchObject({ diagnostics: [{ code: 'DR_STALE_WORKER' }] })
        }
        await writes('dr', 1)
      })

      it('gives back with the writes of both phases, and follows again', async () => {
        const moments: string[] = []
        const note = async (moment: string, site: Site) => void moments.push(`${moment}: ${await bench.write(site) === undefined ? 'refused' : 'written'}`)

        const result = await bench.failover.failback(bench.place, bench.context(), {
          caughtUp: async () => {
            await note('caught up', 'primary')
            await bench.holdPrimary()
            await writes('dr', 5)
          },
          opened: () => note('old side after opening', 'dr'),
        })

        expect(moments).toEqual(['caught up: refused', 'old side after opening: refused'])
        expect(result.method).toBe(bench.wayBack)
        expect(result.outageMs).toBeGreaterThan(0)
        expect(result.outageMs).toBeLessThan(5_000)
        await writes('primary', 3)
        expect(await bench.numbers('primary')).toEqual(acknowledged)
        expect(await bench.write('dr')).toBeUndefined()
        await arrived('dr')
        expect(await bench.replica.status(bench.place)).toMatchObject({ streaming: true })
        expect(await bench.failover.sides(bench.place)).toMatchObject({ serving: 'primary', primary: 'serving', replica: 'following' })
      })

      it('has nothing to give back a second time', async () => {
        await expect(bench.failover.failback(bench.place, bench.context())).rejects.toMatchObject({ diagnostics: [{ code: 'DR_PRIMARY_SERVES' }] })
        await writes('primary', 1)
      })
    })

    describe('when the primary is lost', () => {
      it('says so, and tells how much was lost with it', async () => {
        await arrived('dr')
        await bench.replica.status(bench.place)
        await bench.cutStream()
        const lost = await bench.write('primary')
        await new Promise((resolve) => { setTimeout(resolve, 300) })
        await bench.replica.status(bench.place)
        await bench.killPrimary()

        expect(await bench.failover.fence(bench.place, bench.context())).toEqual({ primary: 'unreachable' })
        const result = await bench.failover.failover(bench.place, bench.context())

        expect(lost).toBeDefined()
        expect(result.rpoMs).toBeGreaterThanOrEqual(300)
        expect(await bench.numbers('dr')).toEqual(acknowledged)
        await writes('dr', 3)
      })

      it('sees a primary that has come back by itself', async () => {
        await bench.startPrimary()

        expect(await bench.failover.sides(bench.place)).toMatchObject({ serving: 'both', primary: 'returned', replica: 'serving' })
      })

      it('closes it, and gives back without what it alone had', async () => {
        expect(await bench.write('primary')).toBeDefined()
        await bench.failover.failback(bench.place, bench.context())

        await writes('primary', 3)
        expect(await bench.numbers('primary')).toEqual(acknowledged)
        await arrived('dr')
        expect(await bench.failover.sides(bench.place)).toMatchObject({ serving: 'primary', primary: 'serving', replica: 'following' })
      })
    })
  })
}
