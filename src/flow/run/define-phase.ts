import { entryOf } from '../../diagnostics/codes.js'
import { DiagnosticError } from '../../diagnostics/diagnostic.js'
import type { Duration } from '../../model/duration.js'
import { instantFromMs, type Instant } from '../../model/instant.js'
import type { JsonObject } from '../../model/json.js'
import type { NextPhase, PhaseDefinition, StepContext, StepResults } from '../../model/step.js'
import { asPhaseInput, phaseId, slotOf, type PhaseInput } from './input.js'
import type { PhaseName } from './phase-names.js'
import type { RunPorts } from './ports.js'
import { reach, tell } from './record.js'

export interface StepSpec {
  readonly name: string
  readonly timeout: Duration
  readonly maxAttempts: number
  /** A step whose condition does not hold is skipped; its result is `{skipped: true}`. */
  readonly when?: (results: StepResults) => boolean
  readonly body: (input: PhaseInput, context: StepContext, results: StepResults) => Promise<JsonObject>
}

/** Attempts of work that holds nobody up: pauses of half a second, doubled each time, outlast a server's restart of 8 min. */
export const PATIENT = 11

export interface PhaseSpec {
  readonly name: PhaseName
  readonly steps: readonly StepSpec[]
  readonly next: (input: PhaseInput, results: StepResults) => readonly NextPhase[]
}

/** Turns a phase of ours into what the engine runs: input checked, conditions heeded, a step that fails for good blocks its system. */
export function definePhase(ports: RunPorts, spec: PhaseSpec): PhaseDefinition {
  return {
    name: spec.name,
    steps: spec.steps.map((step) => ({
      name: step.name,
      timeout: step.timeout,
      maxAttempts: step.maxAttempts,
      retry: isWorthAnother,
      body: (json, results, context) => runStep(ports, spec, step, asPhaseInput(json), results, context),
    })),
    next: (json, results) => spec.next(asPhaseInput(json), results),
  }
}

async function runStep(ports: RunPorts, phase: PhaseSpec, step: StepSpec, input: PhaseInput, results: StepResults, context: StepContext): Promise<JsonObject> {
  if (step.when && !step.when(results)) return { skipped: true }
  try {
    return await Promise.race([step.body(input, context, results), overdue(context.signal)])
  } catch (error) {
    if ((context.attempt >= step.maxAttempts || !isWorthAnother(error)) && (!context.signal.aborted || isOverdue(context.signal))) await block(ports, input, phase.name, step.name, error)
    throw error
  }
}

/** What is wrong with the input, and a gate that does not open, are the same a moment later; a switch that was undone must not close its door again by itself. */
function isWorthAnother(error: unknown): boolean {
  return !(error instanceof DiagnosticError) || !error.diagnostics.some(({ code }) => ['input', 'gate'].includes(entryOf(code).fault))
}

/** Rejects when the step's time is over, also while its body hangs and heeds no signal; a stop of the worker and a cancelling leave the body to end. */
function overdue(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => { if (isOverdue(signal)) reject(signal.reason) }, { once: true })
  })
}

/** Tells the engine's time limit from a stop and from a cancelling, after which another goes on or nobody should. */
function isOverdue({ aborted, reason }: AbortSignal): boolean {
  return aborted && reason instanceof Error && 'reason' in reason && reason.reason === 'step_timeout'
}

/** `from` is where a retry takes the system back to; `problems` are for the faces, which know the words. */
async function block(ports: RunPorts, input: PhaseInput, phase: string, step: string, error: unknown): Promise<void> {
  const cause = error instanceof Error ? error.message : String(error)
  const problems = error instanceof DiagnosticError ? error.diagnostics.map(({ code, params }) => ({ code, params: { ...params } })) : []
  const now = (await ports.store.systems(input.run)).find(({ system }) => system === input.system)
  const from = now?.state === 'blocked' ? (now.detail['from'] ?? null) : (now?.state ?? null)
  await reach(ports, input, 'blocked', { phase, step, cause, problems, from })
  await tell(ports, input, 'step.failed', { phase, step, cause })
}

/** The phase that follows, at once or at the date the plan gives it. */
export function follow(input: PhaseInput, phase: PhaseName): NextPhase {
  const next = { ...input, look: 0 }
  const notBefore = input.notBefore[phase]
  return { id: phaseId(next, phase), phase, input: next, site: slotOf(input, phase), ...(notBefore === undefined ? {} : { notBefore }) }
}

/** The same phase again at a later moment, under an id of its own. */
export function lookAgain(input: PhaseInput, phase: PhaseName, notBefore: Instant): NextPhase {
  const next = { ...input, look: input.look + 1 }
  return { id: phaseId(next, phase), phase, input: next, site: slotOf(input, phase), notBefore }
}

/** Looks after 2 s while somebody may be signing right now, later once an hour; an approval wakes the row at once. */
export function nextLookAt(ports: RunPorts, input: PhaseInput): Instant {
  return instantFromMs(ports.clock.now() + (input.look < 30 ? 2_000 : 3_600_000))
}
