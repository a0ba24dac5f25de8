import { DiagnosticError, problem } from '../../diagnostics/diagnostic.js'
import { phaseId } from '../../flow/run/input.js'
import type { PhaseName } from '../../flow/run/phase-names.js'
import { inputOf, planOf } from '../../flow/run/waves.js'
import type { ContentHash } from '../../model/canonical.js'
import { instantFromMs } from '../../model/instant.js'
import type { SystemState } from '../../model/system-state.js'
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

/** Records a signature and wakes the phase that waits for it. Two signatures of one person count once. */
export async function approve(open: OpenRun, run: string, system: string, signature: Signature, clock: Clock): Promise<void> {
  const record = await systemOf(open, run, system)
  const earlier = await open.store.approvals(run, system)
  if (earlier.some((one) => one.gate === signature.gate && one.attempt === record.attempt && one.by === signature.by)) {
    throw new DiagnosticError(problem('RUN_SAME_SIGNER', { by: signature.by, gate: signature.gate, system }))
  }
  const at = instantFromMs(clock.now())
  await open.store.approve({ run, system, attempt: record.attempt, at, ...signature })
  await open.store.append({ run, system, at, type: 'gate.approved', data: { gate: signature.gate, by: signature.by, attempt: record.attempt } })
  const phase = signature.gate === 'ready' ? 'rehearse' : signature.gate
  for (const waiting of await open.control.list({ prefix: `${run}/${system}/${record.attempt}/${phase}`, status: 'waiting' })) await open.control.wake(waiting.id)
}

const CAN_ROLL_BACK: readonly SystemState[] = ['cutover', 'verified', 'trial', 'dr_ready']

/** Starts the way back of a system that was opened on the new side and not yet committed. */
export async function rollBack(open: OpenRun, run: string, system: string): Promise<void> {
  const record = await systemOf(open, run, system)
  if (!CAN_ROLL_BACK.includes(record.state)) throw wrongState('rollback', record)
  // Waits and work of this attempt end first: a replica still being built must not report on a system that went back.
  await open.control.cancel(`${run}/${system}/${record.attempt}/`)
  await startPhase(open, record, 'rollback')
}

/** A new attempt for a system that was rolled back: it goes through every phase again; data that still stands on both sides is not copied again. */
export async function moveAgain(open: OpenRun, run: string, system: string, clock: Clock): Promise<void> {
  const record = await systemOf(open, run, system)
  if (record.state !== 'rolled_back') throw wrongState('again', record)
  const next = { ...record, attempt: record.attempt + 1 }
  await open.store.startAttempt(run, system, next.attempt, instantFromMs(clock.now()))
  await startPhase(open, next, 'provision')
}

/** Runs a blocked system's failed phase again from its failed step; the system is where it was before it was blocked. */
export async function retry(open: OpenRun, run: string, system: string, clock: Clock): Promise<void> {
  const record = await systemOf(open, run, system)
  if (record.state !== 'blocked') throw wrongState('retry', record)
  const failed = await open.control.list({ prefix: `${run}/${system}/${record.attempt}/`, status: 'failed' })
  await open.store.setState(run, system, record.detail['from'] as SystemState, instantFromMs(clock.now()), { retried: true })
  for (const { id } of failed) await open.control.retryFrom(id, String(record.detail['step'] ?? ''))
}

async function startPhase(open: OpenRun, record: SystemRecord, phase: PhaseName): Promise<void> {
  const { plan, pace } = planOf(await runOf(open, record.run))
  const input = inputOf(plan, record.run, record.system, record.attempt, pace)
  await open.control.startPhase(phaseId(input, phase), phase, input, { site: input.site })
}

export async function runOf(open: OpenRun, run: string): Promise<RunRecord> {
  const record = await open.store.run(run)
  if (!record) throw new DiagnosticError(problem('RUN_UNKNOWN_RUN', { place: run }))
  return record
}

async function systemOf(open: OpenRun, run: string, system: string): Promise<SystemRecord> {
  const record = (await open.store.systems(run)).find((one) => one.system === system)
  if (!record) throw new DiagnosticError(problem('RUN_UNKNOWN_SYSTEM', { system, run, place: '<place>' }))
  return record
}

function wrongState(action: string, { system, state }: SystemRecord): DiagnosticError {
  return new DiagnosticError(problem('RUN_WRONG_STATE', { action, system, state, place: '<place>' }))
}
