import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { type Duration, milliseconds, minutes, seconds } from '../model/duration.js'
import type { JsonObject } from '../model/json.js'
import type { PhaseDefinition, Step } from '../model/step.js'
import type { EngineControl, EngineEvent, EngineWorker, PhaseStatus, WorkerOptions } from './engine.js'

/** One effect of a step in a process of its own, as that process noted it outside the engine. */
export interface Effect {
  readonly step: string
  readonly fence: number
  readonly worker: string
}

/** An engine under test. */
export interface EngineUnderTest {
  readonly control: EngineControl
  startWorker(options: Pick<WorkerOptions, 'phases'> & Partial<WorkerOptions>): Promise<EngineWorker>
  /**
   * A worker in a process of its own that knows the phase `gated`: steps `before`, `gate`, `after`; each notes its effect
   * under `input.subject`, and `gate` then waits until `openGate(input.subject)` was called.
   */
  spawnWorker(id: string): Promise<{ kill(): Promise<void> }>
  effects(subject: string): Promise<readonly Effect[]>
  openGate(subject: string): Promise<void>
  now(): number
  close(): Promise<void>
}

const QUICK = { timeout: 20_000, interval: 50 } as const

function step(name: string, body: Step<JsonObject>['body'], more: { readonly maxAttempts?: number; readonly timeout?: Duration } = {}): Step<JsonObject> {
  return { name, timeout: more.timeout ?? minutes(1), maxAttempts: more.maxAttempts ?? 1, body }
}

function phase(name: string, steps: readonly Step<JsonObject>[], next: PhaseDefinition['next'] = () => []): PhaseDefinition {
  return { name, steps, next }
}

/** What every durable engine must do. */
export function engineContract(name: string, open: () => Promise<EngineUnderTest>): void {
  describe(`${name} runs phases durably`, () => {
    let engine: EngineUnderTest
    let control: EngineControl
    let stops: (() => Promise<void>)[] = []
    let count = 0
    const newId = (): string => `run_${++count}/transfer`

    beforeAll(async () => {
      engine = await open()
      control = engine.control
    })
    afterEach(async () => {
      for (const stop of stops.reverse()) await stop()
      stops = []
    })
    afterAll(() => engine.close())

    async function work(phases: readonly PhaseDefinition[], more: Partial<WorkerOptions> = {}): Promise<readonly EngineEvent[]> {
      const events: EngineEvent[] = []
      const worker = await engine.startWorker({ phases, onEvent: (event) => { events.push(event) }, ...more })
      stops.push(() => worker.stop())
      return events
    }

    async function spawned(id: string): Promise<{ kill(): Promise<void> }> {
      const worker = await engine.spawnWorker(id)
      stops.push(() => worker.kill())
      return worker
    }

    async function until(id: string, status: PhaseStatus): Promise<void> {
      await vi.waitFor(async () => expect((await control.list({ prefix: id })).find((run) => run.id === id)?.status).toBe(status), QUICK)
    }

    it('runs the steps in order, hands results on, and starts what follows', async () => {
      const id = newId()
      const seen: JsonObject[] = []
      const events = await work([
        phase('first', [step('a', async (input) => ({ sum: Number(input['n']) + 1 })), step('b', async (_input, { a }) => ({ sum: Number(a?.['sum']) * 10 }))],
          (input, { b }) => [{ id: `${id}-2`, phase: 'second', input: { ...input, sum: b?.['sum'] }, site: 'room-1' }]),
        phase('second', [step('c', async (input) => { seen.push(input); return {} })]),
      ])

      await control.startPhase(id, 'first', { n: 4 }, { site: 'room-1' })
      await until(`${id}-2`, 'done')

      expect(seen).toEqual([{ n: 4, sum: 50 }])
      expect((await control.steps(id)).map((run) => [run.name, run.result])).toEqual([['a', { sum: 5 }], ['b', { sum: 50 }]])
      expect((await control.steps(id)).every(({ ended }) => ended !== null)).toBe(true)
      expect(events.map((event) => [event.type, 'step' in event ? event.step : ''])).toEqual([
        ['step.started', 'a'], ['step.ended', 'a'], ['step.started', 'b'], ['step.ended', 'b'], ['step.started', 'c'], ['step.ended', 'c'],
      ])
      expect(await control.list({ prefix: id })).toEqual([
        { id, phase: 'first', site: 'room-1', status: 'done', notBefore: null, error: null },
        { id: `${id}-2`, phase: 'second', site: 'room-1', status: 'done', notBefore: null, error: null },
      ])
    })

    it('starts a phase once, however often it is started', async () => {
      const id = newId()
      let runs = 0
      await work([phase('once', [step('a', async () => { runs += 1; return {} })])])

      await Promise.all(Array.from({ length: 5 }, () => control.startPhase(id, 'once', {}, { site: 'room-1' })))
      await until(id, 'done')
      await control.startPhase(id, 'once', {}, { site: 'room-1' })
      await sleep(500)

      expect(runs).toBe(1)
    })

    it('tries a step again, with a higher fence number each time', async () => {
      const id = newId()
      const tries: (readonly [number, number])[] = []
      const events = await work([phase('flaky', [step('a', async (_input, _results, { attempt, fence }) => {
        tries.push([attempt, fence])
        if (attempt < 3) throw new Error('line is down')
        return { at: attempt }
      }, { maxAttempts: 3 })])])

      await control.startPhase(id, 'flaky', { system: `${id}-hr` }, { site: 'room-1' })
      await until(id, 'done')

      expect(tries).toEqual([[1, 1], [2, 2], [3, 3]])
      expect(events.filter(({ type }) => type === 'step.failed')).toHaveLength(2)
      expect((await control.steps(id))[0]?.result).toEqual({ at: 3 })
    })

    it('reports a step that fails for good, goes on with other work, and retries from that step alone', async () => {
      const [id, other] = [newId(), newId()]
      const ran: string[] = []
      let full = true
      await work([phase('breaks', [
        step('a', async () => { ran.push('a'); return { kept: 1 } }),
        step('b', async (_input, { a }) => { ran.push('b'); if (full) throw new Error('disk full on target'); return { from: a } }, { maxAttempts: 2 }),
        step('c', async () => { ran.push('c'); return {} }),
      ]), phase('fine', [step('a', async () => ({}))])])
      await control.startPhase(id, 'breaks', {}, { site: 'room-1' })
      await until(id, 'failed')
      await control.startPhase(other, 'fine', {}, { site: 'room-1' })
      await until(other, 'done')
      const [failed] = await control.list({ prefix: id, status: 'failed' })

      full = false
      await control.retryFrom(id, 'b')
      await until(id, 'done')

      expect(failed?.error).toContain('disk full on target')
      expect(ran).toEqual(['a', 'b', 'b', 'b', 'c'])
      expect((await control.steps(id)).map(({ result }) => result)).toEqual([{ kept: 1 }, { from: { kept: 1 } }, {}])
    })

    it('refuses to retry what is not there or has not ended', async () => {
      const id = newId()
      await work([phase('plain', [step('a', async () => ({}))])])
      await control.startPhase(id, 'plain', {}, { site: 'room-1' })
      await until(id, 'done')

      await expect(control.retryFrom('absent', 'a')).rejects.toThrow('unknown_run')
      await expect(control.retryFrom(id, 'z')).rejects.toThrow('unknown_step')
      await control.startPhase(`${id}-later`, 'plain', {}, { site: 'room-1', notBefore: new Date(engine.now() + 3_600_000).toISOString() })
      await expect(control.retryFrom(`${id}-later`, 'a')).rejects.toThrow('still_active')
    })

    it('does not try again what the step says another attempt cannot mend', async () => {
      const id = newId()
      let tries = 0
      await work([phase('hopeless', [{ ...step('a', async () => { tries += 1; throw new Error('wrong password') }, { maxAttempts: 5 }), retry: () => false }])])

      await control.startPhase(id, 'hopeless', {}, { site: 'room-1' })
      await until(id, 'failed')

      expect(tries).toBe(1)
    })

    it('ends a step that takes longer than it may, and says so', async () => {
      const id = newId()
      let aborted = false
      await work([phase('slow', [step('a', async (_input, _results, { signal }) => {
        await sleep(30_000, undefined, { signal }).catch(() => { aborted = true })
        return {}
      }, { timeout: milliseconds(200) })])])

      await control.startPhase(id, 'slow', {}, { site: 'room-1' })
      await until(id, 'failed')

      expect((await control.list({ prefix: id }))[0]?.error).toContain('step_timeout')
      expect(aborted).toBe(true)
    })

    it('begins a phase not before its date, unless it is woken', async () => {
      const [soon, late] = [newId(), newId()]
      const began: Record<string, number> = {}
      await work([phase('waits', [step('a', async (input) => { began[String(input['id'])] = engine.now(); return {} })])])
      const due = engine.now() + 2_500
      const far = new Date(engine.now() + 30 * 86_400_000).toISOString()
      await control.startPhase(soon, 'waits', { id: soon }, { site: 'room-1', notBefore: new Date(due).toISOString() })
      await control.startPhase(late, 'waits', { id: late }, { site: 'room-1', notBefore: far })
      await control.startPhase(late, 'waits', { id: late }, { site: 'room-1' })

      const waiting = (await control.list({ prefix: late, status: 'waiting' }))[0]
      await until(soon, 'done')
      const stillWaiting = await control.list({ prefix: late, status: 'waiting' })
      await control.wake(late)
      await until(late, 'done')

      expect(waiting?.notBefore).toBe(far)
      expect(stillWaiting).toHaveLength(1)
      expect(began[soon]).toBeGreaterThan(due - 100)
    })

    it('a woken phase that does not wait is left alone', async () => {
      const id = newId()
      await work([phase('quick', [step('a', async () => ({}))])])
      await control.startPhase(id, 'quick', {}, { site: 'room-1' })
      await until(id, 'done')

      await control.wake(id)
      await control.wake('absent')

      expect((await control.list({ prefix: id }))[0]?.status).toBe('done')
    })

    it('runs no more phases of a site at once than it may, and sites side by side', async () => {
      const prefix = newId()
      const now: Record<string, number> = {}
      const most: Record<string, number> = {}
      await work([phase('busy', [step('a', async (input) => {
        const site = String(input['site'])
        now[site] = (now[site] ?? 0) + 1
        most[site] = Math.max(most[site] ?? 0, now[site])
        most['all'] = Math.max(most['all'] ?? 0, Object.values(now).reduce((sum, each) => sum + each, 0))
        await sleep(400)
        now[site] -= 1
        return {}
      })])], { perSite: 2 })

      const five = (site: string) => [1, 2, 3, 4, 5].map((n) => control.startPhase(`${prefix}/${site}/${n}`, 'busy', { site }, { site }))
      await Promise.all([...five('room-1'), ...five('room-2')])
      await vi.waitFor(async () => expect(await control.list({ prefix, status: 'done' })).toHaveLength(10), QUICK)

      expect([most['room-1'], most['room-2']]).toEqual([2, 2])
      expect(most['all']).toBeGreaterThan(2)
    })

    it('gives the work of a site to the worker of that site alone', async () => {
      const prefix = newId()
      const phases = [phase('bound', [step('a', async () => ({}))])]
      await work(phases)
      await stops.pop()!()
      await control.startPhase(`${prefix}/early`, 'bound', {}, { site: 'room-7' })
      await work(phases, { sites: ['room-7'] })

      await control.startPhase(`${prefix}/7`, 'bound', {}, { site: 'room-7' })
      await control.startPhase(`${prefix}/8`, 'bound', {}, { site: 'room-8' })
      await until(`${prefix}/7`, 'done')
      await until(`${prefix}/early`, 'done')
      await sleep(1_000)

      expect((await control.list({ prefix: `${prefix}/8` }))[0]?.status).toBe('queued')
      await control.cancel(prefix)
    })

    it('reaches a running body when its phase is cancelled, and leaves other ids alone', async () => {
      const id = `cancel_${newId()}`
      const lookalike = id.replace('_', 'x')
      let aborted = false
      let after = false
      const events = await work([phase('long', [
        step('a', async (_input, _results, { signal, heartbeat }) => {
          heartbeat({ done: 1, total: 2, unit: 'rows', what: 'permits' })
          await sleep(30_000, undefined, { signal }).catch(() => { aborted = true })
          return signal.aborted ? Promise.reject(new Error('stopped')) : {}
        }, { maxAttempts: 5 }),
        step('b', async () => { after = true; return {} }),
      ]), phase('waits', [step('a', async () => ({}))])], { perSite: 5 })
      const tomorrow = new Date(engine.now() + 86_400_000).toISOString()
      await control.startPhase(id, 'long', {}, { site: 'room-1' })
      await control.startPhase(`${id}-next`, 'waits', {}, { site: 'room-1', notBefore: tomorrow })
      await control.startPhase(lookalike, 'waits', {}, { site: 'room-1', notBefore: tomorrow })
      await vi.waitFor(() => expect(events.some(({ type }) => type === 'step.progress')).toBe(true), QUICK)

      await control.cancel(id)
      await vi.waitFor(() => expect(aborted).toBe(true), QUICK)
      await sleep(1_000)

      expect((await control.list({ prefix: id })).map(({ status }) => status)).toEqual(['cancelled', 'cancelled'])
      expect((await control.list({ prefix: lookalike }))[0]?.status).toBe('waiting')
      expect(after).toBe(false)
      expect(events.filter(({ type }) => type === 'step.started')).toHaveLength(1)
      await control.retryFrom(`${id}-next`, 'a')
      await until(`${id}-next`, 'done')
      await control.cancel(lookalike)
    })

    it('lets a worker stop in the middle of a step, and the next one run that step again', async () => {
      const id = newId()
      const ran: string[] = []
      let patient = true
      const phases = [phase('stopped', [
        step('a', async () => { ran.push('a'); return {} }),
        step('b', async (_input, _results, { signal }) => {
          ran.push('b')
          if (patient) await sleep(30_000, undefined, { signal })
          return {}
        }, { maxAttempts: 3 }),
      ])]
      await work(phases)
      await control.startPhase(id, 'stopped', {}, { site: 'room-1' })
      await vi.waitFor(() => expect(ran).toEqual(['a', 'b']), QUICK)

      await stops.pop()!()
      const between = (await control.list({ prefix: id }))[0]
      patient = false
      await work(phases)
      await until(id, 'done')

      expect([between?.status, between?.error]).toEqual(['running', null])
      expect(ran).toEqual(['a', 'b', 'b'])
    })

    it('refuses a second worker of the same name', async () => {
      await spawned('centre')

      await expect(engine.startWorker({ id: 'centre', phases: [] })).rejects.toThrow('worker_running')
    })

    it('goes on after kill -9 with the same worker: steps that ended are not run again, the fence has risen', async () => {
      const subject = newId()
      const worker = await spawned('centre')
      await control.startPhase(subject, 'gated', { subject, system: subject }, { site: 'room-1' })
      await vi.waitFor(async () => expect(await engine.effects(subject)).toHaveLength(2), QUICK)

      await worker.kill()
      await engine.openGate(subject)
      await spawned('centre')
      await until(subject, 'done')

      const effects = await engine.effects(subject)
      expect(effects.map((effect) => effect.step)).toEqual(['before', 'gate', 'gate', 'after'])
      expect(effects.map(({ fence }) => fence)).toEqual([1, 2, 3, 4])
    })

    it('hands the work of a killed worker to another, which says so', async () => {
      const subject = newId()
      const worker = await spawned('lost')
      await control.startPhase(subject, 'gated', { subject, system: subject }, { site: 'room-1' })
      await vi.waitFor(async () => expect(await engine.effects(subject)).toHaveLength(2), QUICK)
      const ran: string[] = []
      const gated = phase('gated', ['before', 'gate', 'after'].map((each) => step(each, async () => { ran.push(each); return {} })))
      const events = await work([gated], { id: 'heir' })
      await sleep(Number(seconds(3)))
      const whileAlive = [...ran]

      await worker.kill()
      await until(subject, 'done')

      expect(whileAlive).toEqual([])
      expect(ran).toEqual(['gate', 'after'])
      expect(events).toContainEqual({ type: 'phase.taken_over', phaseId: subject, from: 'lost' })
    })
  })
}
