import { beforeEach, describe, expect, it } from 'vitest'
import { contextOf, input, NOW, recordingPorts, recordingStore, Recorder } from '../../../tests/support/recording-run.js'
import { DiagnosticError, problem } from '../../diagnostics/diagnostic.js'
import { minutes } from '../../model/duration.js'
import { instantFromMs } from '../../model/instant.js'
import type { StepContext } from '../../model/step.js'
import type { SystemRecord } from '../../ports/run-store.js'
import { definePhase, follow, lookAgain, nextLookAt, type StepSpec } from './define-phase.js'

let recorder: Recorder
beforeEach(() => {
  recorder = new Recorder()
})

const record: SystemRecord = { run: 'r', system: 'permits', attempt: 1, state: 'syncing', since: '', waiting: null, detail: {} }

function phaseWith(body: StepSpec['body'], more: Partial<StepSpec> = {}, systems: readonly SystemRecord[] = [record]) {
  const ports = recordingPorts(recorder, { store: recordingStore(recorder, { systems }) })
  const phase = definePhase(ports, { name: 'copy', steps: [{ name: 'copy', timeout: minutes(1), maxAttempts: 3, body, ...more }], next: (given) => [follow(given, 'rehearse')] })
  return { phase, run: (context: Partial<StepContext> = {}, results = {}) => phase.steps[0]!.body(input, results, contextOf(context)) }
}

const fails = async () => {
  throw new Error('disk full')
}

describe('a step', () => {
  it('is given its input, its context and the results before it', async () => {
    const { run } = phaseWith(async (given, { attempt }, results) => ({ system: given.system, attempt, ...results }))

    expect(await run({ attempt: 2 }, { gate: { open: true } })).toEqual({ system: 'permits', attempt: 2, gate: { open: true } })
  })

  it('whose condition does not hold is skipped, and touches nothing', async () => {
    const { run } = phaseWith(fails, { when: (results) => results['gate']?.['open'] === true })

    expect(await run({}, { gate: { open: false } })).toEqual({ skipped: true })
    await expect(run({}, { gate: { open: true } })).rejects.toThrow('disk full')
  })

  it('that fails for good blocks its system: where, why, and to what a retry takes it back', async () => {
    const { run } = phaseWith(fails)

    await expect(run({ attempt: 3 })).rejects.toThrow('disk full')

    expect(recorder.calls).toEqual([
      `state permits blocked ${instantFromMs(NOW)} {"phase":"copy","step":"copy","cause":"disk full","problems":[],"from":"syncing"}`,
      'event permits state.changed {"state":"blocked","attempt":1}',
      'event permits step.failed {"phase":"copy","step":"copy","cause":"disk full"}',
    ])
  })

  it('that fails with problems of the catalog keeps them, so that the reader\'s language can be chosen later', async () => {
    const { run } = phaseWith(async () => {
      throw new DiagnosticError(problem('RUN_NO_TARGET', { system: 'permits' }))
    })

    await expect(run({ attempt: 3 })).rejects.toThrow(DiagnosticError)
    expect(recorder.calls[0]).toContain('"problems":[{"code":"RUN_NO_TARGET","params":{"system":"permits"}}]')
  })

  it('that fails again while blocked keeps the state it was blocked from', async () => {
    const { run } = phaseWith(fails, {}, [{ ...record, state: 'blocked', detail: { from: 'rehearsed' } }])

    await expect(run({ attempt: 3 })).rejects.toThrow('disk full')
    expect(recorder.calls[0]).toContain('"from":"rehearsed"')
  })

  it('that will be tried again blocks nothing', async () => {
    await expect(phaseWith(fails).run({ attempt: 2 })).rejects.toThrow('disk full')

    expect(recorder.calls).toEqual([])
  })

  it.each([
    ['RUN_WINDOW_OVER', { name: 'permits', seconds: 30 }, false],
    ['MOVE_LOGIN_REFUSED', { place: 'source', host: 'h', port: 1, database: 'd', user: 'u' }, false],
    ['MOVE_UNREACHABLE', { place: 'source', host: 'h', port: 1, database: 'd', user: 'u', detail: 'gone' }, true],
  ] as const)('that fails with %s is tried again only if a moment can mend it', async (code, params, again) => {
    const { phase, run } = phaseWith(async () => { throw new DiagnosticError(problem(code, params)) })

    const error = await run({ attempt: 1 }).catch((reason: unknown) => reason)

    expect(phase.steps[0]!.retry!(error)).toBe(again)
    expect(recorder.calls.some((call) => call.includes('blocked'))).toBe(!again)
  })

  it('that ends because its worker is told to stop blocks nothing, even on its last attempt', async () => {
    await expect(phaseWith(fails).run({ attempt: 3, signal: AbortSignal.abort() })).rejects.toThrow('disk full')

    expect(recorder.calls).toEqual([])
  })

  it('that hangs until its time is over on its last attempt blocks its system, though its body never ends', async () => {
    const time = new AbortController()
    const ended = phaseWith(() => new Promise(() => undefined)).run({ attempt: 3, signal: time.signal })
    time.abort(Object.assign(new Error('too long'), { reason: 'step_timeout' }))

    await expect(ended).rejects.toThrow('too long')
    expect(recorder.calls[0]).toContain('"cause":"too long"')
  })

  it('refuses an input of another shape', async () => {
    const { phase } = phaseWith(async () => ({}))

    expect(() => phase.steps[0]!.body({ run: 'r' }, {}, contextOf())).toThrow('not the input of a phase')
    expect(() => phase.next({ system: 7 }, {})).toThrow('not the input of a phase')
  })
})

describe('what comes after a phase', () => {
  const dated = { ...input, look: 4, notBefore: { cutover: '2026-04-12T14:00:00.000Z' } }

  it('starts at the date of the plan where it has one, else at once, and looks anew', () => {
    expect(follow(dated, 'cutover')).toMatchObject({ id: 'r/permits/1/cutover', phase: 'cutover', site: 'room-1/permits', notBefore: '2026-04-12T14:00:00.000Z', input: { look: 0 } })
    expect(follow(dated, 'verify')).not.toHaveProperty('notBefore')
  })

  it('waits for no copy of its site when it is a switch or the way back', () => {
    expect(['copy', 'rehearse', 'protect'].map((phase) => follow(input, phase as 'copy').site)).toEqual(['room-1', 'room-1', 'room-1'])
    expect(['cutover', 'verify', 'rollback'].map((phase) => follow(input, phase as 'copy').site)).toEqual(['room-1/permits', 'room-1/permits', 'room-1/permits'])
  })

  it('is the same phase under an id of its own while it waits', () => {
    expect(lookAgain(dated, 'cutover', '2026-04-11T14:00:02.000Z')).toMatchObject({ id: 'r/permits/1/cutover.5', phase: 'cutover', notBefore: '2026-04-11T14:00:02.000Z', input: { look: 5 } })
  })

  it('looks soon while somebody may be signing, and once an hour later on', () => {
    const ports = recordingPorts(recorder)

    expect(nextLookAt(ports, { ...input, look: 29 })).toBe(instantFromMs(NOW + 2_000))
    expect(nextLookAt(ports, { ...input, look: 30 })).toBe(instantFromMs(NOW + 3_600_000))
  })
})
