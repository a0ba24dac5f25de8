import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { firstBrokenLink } from '../model/evidence-chain.js'
import type { Approval, RunEvent, RunRecord, RunStore, Waiting } from './run-store.js'

const hash = `sha256:${'0'.repeat(64)}` as const
const at = (second: number): string => `2026-03-01T08:00:${String(second).padStart(2, '0')}.000Z`

function aRun(id: string, more: Partial<RunRecord> = {}): RunRecord {
  const plan = { waves: [1, 2], z: '重点', a: null }
  return { id, place: 'dezhou', createdAt: at(0), operator: 'li', planHash: hash, inventoryHash: hash, stacksHash: null, plan, ...more }
}

/** What every keeper of the run's record must do. `open` opens the same record every time. */
export function runStoreContract(name: string, open: () => Promise<RunStore>): void {
  describe(`${name} keeps the run's record`, () => {
    let store: RunStore
    let other: RunStore
    let run: string
    let count = 0

    beforeAll(async () => { [store, other] = await Promise.all([open(), open()]) })
    afterAll(async () => { await Promise.all([store.close(), other.close()]) })
    beforeEach(async () => {
      run = `run-${++count}`
      await store.createRun(aRun(run))
    })

    it('gives back a run as it was created, also when it is created twice', async () => {
      await other.createRun(aRun(run))

      expect(await other.run(run)).toEqual(aRun(run))
      expect(await other.run('absent')).toBeUndefined()
    })

    it('refuses another plan under the id of a run', async () => {
      await expect(store.createRun(aRun(run, { planHash: `sha256:${'1'.repeat(64)}` }))).rejects.toThrow('ENG_RUN_DIFFERS')
    })

    it('knows the latest run of a place', async () => {
      await store.createRun(aRun(`${run}-b`, { place: run, createdAt: at(5) }))
      await store.createRun(aRun(`${run}-a`, { place: run, createdAt: at(9) }))
      await store.createRun(aRun(`${run}-c`, { place: run, createdAt: at(7) }))

      expect((await store.latestRun(run))?.id).toBe(`${run}-a`)
      expect(await store.latestRun('nowhere')).toBeUndefined()
    })

    it('moves a system along its path and says since when it is where', async () => {
      await store.startAttempt(run, 'hr', 1, at(1))
      await store.setState(run, 'hr', 1, 'provisioned', at(2), { vcpu: 8 })
      await store.setState(run, 'hr', 1, 'provisioned', at(3))

      expect(await other.systems(run)).toEqual([
        { run, system: 'hr', attempt: 1, state: 'provisioned', since: at(2), waiting: null, detail: { vcpu: 8 } },
      ])
    })

    it('refuses a change of state that skips one', async () => {
      await store.startAttempt(run, 'hr', 1, at(1))

      await expect(store.setState(run, 'hr', 1, 'cutover', at(2))).rejects.toThrow('ENG_STATE_REFUSED')
      expect((await store.systems(run))[0]?.state).toBe('planned')
    })

    it('lets one of two opposite changes win, never both', async () => {
      await store.startAttempt(run, 'hr', 1, at(1))
      for (const state of ['provisioned', 'deployed', 'syncing', 'rehearsed', 'cutover'] as const) await store.setState(run, 'hr', 1, state, at(2))

      const outcomes = await Promise.allSettled([store.setState(run, 'hr', 1, 'verified', at(3)), other.setState(run, 'hr', 1, 'blocked', at(3))])

      // Blocked first: verified is refused. Verified first: blocked may follow it.
      const verified = outcomes[0].status === 'fulfilled'
      await store.setState(run, 'hr', 1, verified ? 'verified' : 'cutover', at(4))
      expect(outcomes[1].status).toBe('fulfilled')
      await expect(store.setState(run, 'hr', 1, verified ? 'cutover' : 'trial', at(5))).rejects.toThrow('ENG_STATE_REFUSED')
    })

    it('lets a blocked system go on where it was blocked and not further', async () => {
      await store.startAttempt(run, 'hr', 1, at(1))
      await store.setState(run, 'hr', 1, 'provisioned', at(2))
      await store.setState(run, 'hr', 1, 'blocked', at(3))

      await expect(store.setState(run, 'hr', 1, 'deployed', at(4))).rejects.toThrow('ENG_STATE_REFUSED')
      await store.setState(run, 'hr', 1, 'provisioned', at(5))
      await store.setState(run, 'hr', 1, 'deployed', at(6))
      expect((await store.systems(run))[0]?.state).toBe('deployed')
    })

    it('begins a new attempt beside the earlier one and shows the latest, in the order of the systems', async () => {
      await store.startAttempt(run, 'hr', 1, at(1))
      await store.setState(run, 'hr', 1, 'provisioned', at(2))
      await store.startAttempt(run, 'hr', 2, at(3))
      await store.startAttempt(run, 'hr', 1, at(4))
      await store.startAttempt(run, 'archive', 1, at(4))

      const systems = await store.systems(run)
      expect(systems.map(({ system, attempt, state }) => [system, attempt, state])).toEqual([['archive', 1, 'planned'], ['hr', 2, 'planned']])
    })

    it('shows what a system waits for until it goes on', async () => {
      const waiting: Waiting = { reason: 'approval', owner: 'wang', since: at(2), nextStep: 'cutover' }
      await store.startAttempt(run, 'hr', 1, at(1))
      await store.setWaiting(run, 'hr', 1, waiting)
      const during = await other.systems(run)
      await store.setWaiting(run, 'hr', 1, null)

      expect(during[0]?.waiting).toEqual(waiting)
      expect((await other.systems(run))[0]?.waiting).toBeNull()
    })

    it('takes nothing from an earlier attempt, which may still be ending, nor from one that has not begun', async () => {
      await store.startAttempt(run, 'hr', 1, at(1))
      await store.startAttempt(run, 'hr', 2, at(2))

      await expect(store.setState(run, 'hr', 1, 'provisioned', at(3))).rejects.toThrow('ENG_OTHER_ATTEMPT')
      await expect(other.setWaiting(run, 'hr', 1, null)).rejects.toThrow('ENG_OTHER_ATTEMPT')
      await expect(store.setState(run, 'hr', 3, 'provisioned', at(3))).rejects.toThrow('ENG_OTHER_ATTEMPT')
      expect((await store.systems(run))[0]).toMatchObject({ attempt: 2, state: 'planned' })
    })

    it('holds the copies of a system until they are let go, and says who holds them since when', async () => {
      const pause = { run, system: 'hr', by: 'wang', since: at(1) }
      await store.pause(pause)
      await other.pause({ ...pause, by: 'zhao', since: at(2) })
      await other.pause({ ...pause, system: 'archive' })

      expect(await other.pauses(run)).toEqual([{ ...pause, system: 'archive' }, pause])
      await store.resume(run, 'hr')
      await store.resume(run, 'hr')
      expect((await other.pauses(run)).map(({ system }) => system)).toEqual(['archive'])
      await expect(store.pause({ ...pause, run: 'absent' })).rejects.toThrow('ENG_UNKNOWN_RUN')
    })

    it('names a run or an attempt that is not there', async () => {
      await expect(store.startAttempt('absent', 'hr', 1, at(1))).rejects.toThrow('ENG_UNKNOWN_RUN')
      await expect(store.setState(run, 'absent', 1, 'planned', at(1))).rejects.toThrow('ENG_UNKNOWN_ATTEMPT')
      await expect(store.setWaiting(run, 'absent', 1, null)).rejects.toThrow('ENG_UNKNOWN_ATTEMPT')
    })

    it('numbers events without a gap, whoever writes them, and takes the same event once', async () => {
      const event = (n: number): RunEvent => ({ run, system: 'hr', at: at(n % 60), type: 'step.progress', data: { n } })
      const writers = [store, other]
      await Promise.all(Array.from({ length: 40 }, (_, n) => writers[n % 2]!.append(event(n))))
      await Promise.all([store.append(event(7)), other.append(event(7))])

      const events = await store.events(run, 0)
      const first = events[0]!.sequence
      expect(events.map(({ sequence }) => sequence - first)).toEqual(Array.from({ length: 40 }, (_, n) => n))
      expect(new Set(events.map(({ data }) => data['n'])).size).toBe(40)
      expect((await store.events(run, first + 37)).map(({ sequence }) => sequence)).toEqual([first + 38, first + 39])
    })

    it('takes one equal event of two that are written at the same moment', async () => {
      const event: RunEvent = { run, system: null, at: at(1), type: 'run.started', data: {} }
      await Promise.all(Array.from({ length: 10 }, (_, n) => (n % 2 === 0 ? store : other).append(event)))

      expect((await store.events(run, 0)).map(({ system, at: when, type, data }) => ({ system, when, type, data }))).toEqual([
        { system: null, when: at(1), type: 'run.started', data: {} },
      ])
    })

    it('keeps every signature: the same once, another person or another thing shown beside it', async () => {
      const approval: Approval = { run, system: 'hr', attempt: 1, gate: 'commit', by: 'wang', at: at(1), why: 'trial passed', shown: hash }
      await store.approve(approval)
      await other.approve({ ...approval, at: at(2) })
      await store.approve({ ...approval, by: 'zhao', at: at(3) })
      await store.approve({ ...approval, at: at(4), shown: `sha256:${'2'.repeat(64)}` })

      expect((await other.approvals(run, 'hr')).map(({ by, at: when }) => [by, when])).toEqual([['wang', at(1)], ['zhao', at(3)], ['wang', at(4)]])
    })

    it('chains evidence of all systems of a run, also when it is added at the same moment', async () => {
      const systemOf = (n: number) => (n % 2 === 0 ? 'hr' : 'archive')
      const seen = (n: number) => ({ id: `e${n}`, run, system: systemOf(n), attempt: 1, kind: 'proof', at: at(n), body: { b: n, a: '一致' } }) as const
      await Promise.all(Array.from({ length: 12 }, (_, n) => (n % 2 === 0 ? store : other).addEvidence(seen(n))))

      const chain = await store.evidence(run)
      expect(chain).toHaveLength(12)
      expect(chain[0]?.previous).toBeNull()
      expect(firstBrokenLink(chain)).toBeUndefined()
      expect(await store.evidence(run, 'hr')).toEqual(chain.filter(({ system }) => system === 'hr'))
    })

    it('gives back evidence that is added again, and refuses to overwrite it', async () => {
      const seen = { id: 'e', run, system: 'hr', attempt: 1, kind: 'drill', at: at(1), body: { rto: 3 } } as const
      const first = await store.addEvidence(seen)

      expect(await other.addEvidence(seen)).toEqual(first)
      await expect(store.addEvidence({ ...seen, body: { rto: 2 } })).rejects.toThrow('ENG_EVIDENCE_DIFFERS')
      expect(await store.evidence(run)).toEqual([first])
    })

    it('never gives a fence number twice, and always a higher one', async () => {
      const numbers = await Promise.all(Array.from({ length: 20 }, (_, n) => (n % 2 === 0 ? store : other).nextFence(run)))
      const after = await store.nextFence(run)

      expect(new Set(numbers).size).toBe(20)
      expect(after).toBeGreaterThan(Math.max(...numbers))
      expect(await store.nextFence(`${run}-other`)).toBe(1)
    })
  })
}
