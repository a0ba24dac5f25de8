import type { PhaseStatus } from '../../engine/engine.js'
import { DiagnosticError, problem } from '../../diagnostics/diagnostic.js'
import type { Intent } from '../../flow/inventory/schema/inventory.js'
import { phaseId, slotOf, type PhaseInput } from '../../flow/run/input.js'
import { inNextWindow } from '../../flow/run/next-window.js'
import type { PhaseName } from '../../flow/run/phase-names.js'
import { inputOf, planOf, startsAfter } from '../../flow/run/waves.js'
import type { ContentHash } from '../../model/canonical.js'
import { instantFromMs, type Instant } from '../../model/instant.js'
import { MOVE_PATH, type SystemState } from '../../model/system-state.js'
import type { Clock } from '../../ports/clock.js'
import type { Gate, RunRecord, SystemRecord } from '../../ports/run-store.js'
import type { OpenRun } from './open.js'

export type { Gate }

export interface Signature {
  readonly gate: Gate
  readonly by: string
  readonly why: string
  /** Hash of what the signer was shown. */
  readonly shown: ContentHash
}

/** A gate is signed in the states before it, when what it opens can be seen: nobody signs a commit before the trial. */
const maySign: Readonly<Record<Gate, readonly SystemState[]>> = {
  ready: [],
  cutover: MOVE_PATH.slice(0, MOVE_PATH.indexOf('cutover')),
  commit: ['trial', 'dr_ready'],
  close: ['live'],
}

/** Records a signature and wakes the phase that waits for it. Two signatures of one person count once. */
export async function approve(open: OpenRun, run: string, system: string, signature: Signature, clock: Clock): Promise<void> {
  const record = await systemOf(open, run, system)
  if (!maySign[signature.gate].includes(stateBelow(record))) throw wrongState(signature.gate, record)
  const earlier = await open.store.approvals(run, system)
  if (earlier.some((one) => one.gate === signature.gate && one.attempt === record.attempt && one.by === signature.by)) {
    throw new DiagnosticError(problem('RUN_SAME_SIGNER', { by: signature.by, gate: signature.gate, system }))
  }
  const at = instantFromMs(clock.now())
  await open.store.approve({ run, system, attempt: record.attempt, at, ...signature })
  await open.store.append({ run, system, at, type: 'gate.approved', data: { gate: signature.gate, by: signature.by, attempt: record.attempt } })
  for (const waiting of await open.control.list({ prefix: `${run}/${system}/${record.attempt}/${signature.gate}`, status: 'waiting' })) await open.control.wake(waiting.id)
}

const CAN_ROLL_BACK: readonly SystemState[] = ['cutover', 'verified', 'trial', 'dr_ready']

/**
 * Starts the way back of a system that was opened on the new side and not yet committed, blocked there or not.
 * Asked again while it is on its way, it changes nothing: to cancel it in its midst would be the worst.
 */
export async function rollBack(open: OpenRun, run: string, system: string): Promise<void> {
  const record = await systemOf(open, run, system)
  if (!CAN_ROLL_BACK.includes(stateBelow(record))) throw wrongState('rollback', record)
  const id = `${run}/${system}/${record.attempt}/rollback`
  if (await isActive(open, id)) return
  // Waits and work of this attempt end first: a replica still being built must not report on a system that went back.
  await open.control.cancel(`${run}/${system}/${record.attempt}/`)
  // The engine starts an id only once: a way back that failed, or that a failed check began and the line above ended, is taken up again.
  const ended = (await open.control.list({ prefix: id })).some((one) => one.id === id)
  if (ended) await open.control.retryFrom(id, 'switch-back')
  else await startPhase(open, record, 'rollback')
}

const ACTIVE: readonly PhaseStatus[] = ['waiting', 'queued', 'running']

async function isActive(open: OpenRun, prefix: string): Promise<boolean> {
  return (await open.control.list({ prefix })).some(({ status }) => ACTIVE.includes(status))
}

/** Where a system stands, or stood when it was blocked. */
export function stateBelow({ state, detail }: SystemRecord): SystemState {
  return state === 'blocked' ? (detail['from'] as SystemState) : state
}

/** Blocked before its switch because its feed was given up: only a new copy helps. */
function lostItsCopy({ state, detail }: SystemRecord): boolean {
  return state === 'blocked' && detail['copyAgain'] === true
}

/** Its gate says so, and will say it for ever: nothing leads back into a window. */
function missedItsWindow({ state, waiting }: SystemRecord): boolean {
  return state === 'rehearsed' && waiting?.reason === 'window' && waiting.nextStep === 'again'
}

/** A new attempt for a system that was rolled back, whose feed was given up or whose window has passed: it goes through every phase again; data that still stands on both sides is not copied again.
 * A cutover window that has passed is replaced by the calendar's next. */
export async function moveAgain(open: OpenRun, run: string, system: string, clock: Clock, calendar?: Intent['calendar']): Promise<void> {
  const record = await systemOf(open, run, system)
  if (record.state !== 'rolled_back' && !lostItsCopy(record) && !missedItsWindow(record)) throw wrongState('again', record)
  if (missedItsWindow(record)) await open.control.cancel(`${run}/${system}/${record.attempt}/`)
  // The state is told before the proof of the way back has ended, and whatever fails now would be told of the new attempt.
  if (await isActive(open, `${run}/${system}/${record.attempt}/`)) throw new DiagnosticError(problem('ENG_PHASE_ACTIVE', { id: `${run}/${system}/${record.attempt}` }))
  const next = { ...record, attempt: record.attempt + 1 }
  await open.store.startAttempt(run, system, next.attempt, instantFromMs(clock.now()))
  await startPhase(open, next, 'provision', (input) => (calendar ? inNextWindow(input, calendar, clock.now()) : input))
}

/** Runs a blocked system's failed phase again from its failed step; the system is where it was before it was blocked. */
export async function retry(open: OpenRun, run: string, system: string, clock: Clock): Promise<void> {
  const record = await systemOf(open, run, system)
  if (record.state !== 'blocked') throw wrongState('retry', record)
  const failed = await open.control.list({ prefix: `${run}/${system}/${record.attempt}/`, status: 'failed' })
  await open.store.setState(run, system, record.attempt, stateBelow(record), instantFromMs(clock.now()), { retried: true })
  // A phase that failed earlier and was left for the way back has other steps, and must not run again.
  for (const { id } of failed.filter(({ phase }) => phase === record.detail['phase'])) await open.control.retryFrom(id, String(record.detail['step'] ?? ''))
  await startNextWave(open, record, instantFromMs(clock.now()))
}

/** A system that was blocked after its acceptance held up the next wave, and the last of its wave has looked already. */
async function startNextWave(open: OpenRun, { run, system, attempt }: SystemRecord, at: Instant): Promise<void> {
  const { plan, pace } = planOf(await runOf(open, run))
  const input = inputOf(plan, run, system, attempt, pace)
  const starts = startsAfter(plan, await open.store.systems(run), input, pace)
  for (const { id, phase, input: start, site, notBefore } of starts) {
    await open.store.startAttempt(run, String(start['system']), 1, at)
    await open.control.startPhase(id, phase, start, { site, ...(notBefore === undefined ? {} : { notBefore }) })
  }
}

async function startPhase(open: OpenRun, record: SystemRecord, phase: PhaseName, dated = (input: PhaseInput) => input): Promise<void> {
  const { plan, pace } = planOf(await runOf(open, record.run))
  const input = dated(inputOf(plan, record.run, record.system, record.attempt, pace))
  await open.control.startPhase(phaseId(input, phase), phase, input, { site: slotOf(input, phase) })
}

export async function runOf(open: OpenRun, run: string): Promise<RunRecord> {
  const record = await open.store.run(run)
  if (!record) throw new DiagnosticError(problem('RUN_UNKNOWN_RUN', { place: run }))
  return record
}

export async function systemOf(open: OpenRun, run: string, system: string): Promise<SystemRecord> {
  const record = (await open.store.systems(run)).find((one) => one.system === system)
  if (!record) throw new DiagnosticError(problem('RUN_UNKNOWN_SYSTEM', { system, run, place: '<place>' }))
  return record
}

function wrongState(action: string, { system, state }: SystemRecord): DiagnosticError {
  return new DiagnosticError(problem('RUN_WRONG_STATE', { action, system, state, place: '<place>' }))
}
