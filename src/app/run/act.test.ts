import { beforeEach, describe, expect, it } from 'vitest'
import { NOW, recordingStore, Recorder } from '../../../tests/support/recording-run.js'
import type { PhaseRun, PhaseStatus } from '../../engine/engine.js'
import { DiagnosticError } from '../../diagnostics/diagnostic.js'
import type { JsonObject } from '../../model/json.js'
import type { SystemState } from '../../model/system-state.js'
import type { RunStore, SystemRecord } from '../../ports/run-store.js'
import { approve, moveAgain, retry, rollBack, type Gate } from './act.js'
import type { OpenRun } from './open.js'

let recorder: Recorder
beforeEach(() => {
  recorder = new Recorder()
})

const clock = { now: () => NOW, sleep: async () => undefined }
const plan = { plan: { waves: [{ no: 1, systems: ['permits', 'maps'] }, { no: 2, systems: ['archive'] }], activities: [] }, pace: 'now' } satisfies JsonObject
const record = (state: SystemState, detail: JsonObject = {}, system = 'permits'): SystemRecord => ({ run: 'r', system, attempt: 1, state, since: '', waiting: null, detail })

function phaseRun(phase: string, status: PhaseStatus): PhaseRun {
  return { id: `r/permits/1/${phase}`, phase, site: 'local', status, notBefore: null, error: null }
}

/** A run with these systems and engine rows; cancelling ends the rows that are active. */
function openWith(systems: readonly SystemRecord[], rows: readonly PhaseRun[] = []): OpenRun {
  let phases = [...rows]
  const run = { id: 'r', place: 'p', createdAt: '', operator: 'o', planHash: 'sha256:1', inventoryHash: 'sha256:2', stacksHash: null, plan } as const
  const store: RunStore = { ...recordingStore(recorder, { systems }), run: async () => run, startAttempt: async (_, system) => recorder.note(`attempt ${system}`) }
  const control: OpenRun['control'] = {
    startPhase: (id) => recorder.note(`start ${id}`),
    wake: (id) => recorder.note(`wake ${id}`),
    cancel: async (prefix) => {
      phases = phases.map((one) => (['waiting', 'queued', 'running'].includes(one.status) ? { ...one, status: 'cancelled' } : one))
      await recorder.note(`cancel ${prefix}`)
    },
    retryFrom: (id, step) => recorder.note(`retry ${id} ${step}`),
    list: async ({ prefix = '', status }) => phases.filter((one) => one.id.startsWith(prefix) && (status === undefined || one.status === status)),
    steps: async () => [],
    close: async () => undefined,
  }
  return { databaseUrl: '', store, control, close: async () => undefined, stopDatabase: async () => undefined }
}

describe('the way back', () => {
  it('ends what still runs of the attempt, then starts', async () => {
    await rollBack(openWith([record('trial')], [phaseRun('protect', 'running')]), 'r', 'permits')

    expect(recorder.calls).toEqual(['cancel r/permits/1/', 'start r/permits/1/rollback'])
  })

  it.each(['waiting', 'queued', 'running'] as const)('asked for again while it is %s is left alone, not cancelled in its midst', async (status) => {
    await rollBack(openWith([record('trial')], [phaseRun('rollback', status)]), 'r', 'permits')

    expect(recorder.calls).toEqual([])
  })

  it.each(['failed', 'cancelled'] as const)('that %s is taken up again: its id would not start a second time', async (status) => {
    await rollBack(openWith([record('trial')], [phaseRun('rollback', status)]), 'r', 'permits')

    expect(recorder.calls).toEqual(['cancel r/permits/1/', 'retry r/permits/1/rollback switch-back'])
  })

  it('is open to a system that was blocked on the new side, and to none that was blocked before', async () => {
    await rollBack(openWith([record('blocked', { phase: 'protect', step: 'drill', from: 'trial' })]), 'r', 'permits')
    expect(recorder.calls).toEqual(['cancel r/permits/1/', 'start r/permits/1/rollback'])

    await expect(rollBack(openWith([record('blocked', { from: 'rehearsed' })]), 'r', 'permits')).rejects.toThrow(DiagnosticError)
  })
})

describe('another attempt', () => {
  const waiting = (nextStep: string) => ({ ...record('rehearsed'), waiting: { reason: 'window' as const, owner: 'plan', since: '', nextStep } })

  it('is open to a system whose window has passed, whose gate is then let go, and to none that only waits for its window', async () => {
    await moveAgain(openWith([waiting('again')], [phaseRun('cutover', 'waiting')]), 'r', 'permits', clock)
    expect(recorder.calls).toEqual(['cancel r/permits/1/', 'attempt permits', 'start r/permits/2/provision'])

    await expect(moveAgain(openWith([waiting('cutover')]), 'r', 'permits', clock)).rejects.toThrow('RUN_WRONG_STATE')
  })

  it('is open to a system whose feed was given up before its switch, and to none behind it', async () => {
    await moveAgain(openWith([record('blocked', { from: 'syncing', copyAgain: true })]), 'r', 'permits', clock)
    expect(recorder.calls).toEqual(['attempt permits', 'start r/permits/2/provision'])

    await expect(moveAgain(openWith([record('blocked', { from: 'trial', copyAgain: false })]), 'r', 'permits', clock)).rejects.toThrow('RUN_WRONG_STATE')
  })
})

it('moves nothing again before the proof of the way back has ended', async () => {
  await expect(moveAgain(openWith([record('rolled_back')], [phaseRun('rollback', 'running')]), 'r', 'permits', clock)).rejects.toThrow('ENG_PHASE_ACTIVE')
  expect(recorder.calls).toEqual([])
})

describe('a retry', () => {
  const blocked = (phase: string, step: string) => record('blocked', { phase, step, from: 'trial' })

  it('runs the phase again that blocked the system, not one that had failed before it', async () => {
    await retry(openWith([blocked('rollback', 'switch-back')], [phaseRun('protect', 'failed'), phaseRun('rollback', 'failed')]), 'r', 'permits', clock)

    expect(recorder.calls.slice(1)).toEqual(['retry r/permits/1/rollback switch-back'])
  })

  it('of the last system that was not accepted starts the next wave', async () => {
    const open = openWith([blocked('protect', 'drill'), record('trial', {}, 'maps')], [phaseRun('protect', 'failed')])
    const unblocked = [record('trial'), record('trial', {}, 'maps')]
    let looks = 0
    const store = { ...open.store, systems: async (run: string) => (looks++ === 0 ? open.store.systems(run) : unblocked) }

    await retry({ ...open, store }, 'r', 'permits', clock)

    expect(recorder.calls.slice(1)).toEqual(['retry r/permits/1/protect drill', 'attempt archive', 'start r/archive/1/provision'])
  })
})

describe('a signature', () => {
  const sign = (gate: Gate, state: SystemState) => approve(openWith([record(state)]), 'r', 'permits', { gate, by: 'zhou', why: '', shown: 'sha256:0' }, clock)

  it.each([['commit', 'rehearsed'], ['close', 'dr_ready'], ['cutover', 'trial']] as const)('for %s is refused while the system is %s: nothing of what it opens can be seen yet, or any more', async (gate, state) => {
    await expect(sign(gate, state)).rejects.toThrow('RUN_WRONG_STATE')
  })
})
