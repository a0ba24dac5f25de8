import { hours, milliseconds } from '../../../model/duration.js'
import type { PhaseDefinition, StepContext } from '../../../model/step.js'
import type { SyncStatus } from '../../../ports/data-mover.js'
import { DiagnosticError, problem } from '../../../diagnostics/diagnostic.js'
import { definePhase, follow, PATIENT } from '../define-phase.js'
import type { PhaseInput } from '../input.js'
import { movingSystem, type MovingSystem } from '../moving-system.js'
import { CatchUp } from '../catch-up.js'
import { CUTOVER_DEADLINE, drainPart } from '../cutover.js'
import type { RunPorts } from '../ports.js'
import { keepEvidence, reach, signGate, wait, waitOver } from '../record.js'

/** Waits until the feed has caught up, compares both sides while in use, and signs the ready gate on those facts. */
export function rehearsePhase(ports: RunPorts): PhaseDefinition {
  return definePhase(ports, {
    name: 'rehearse',
    steps: [
      { name: 'catch-up', timeout: hours(72), maxAttempts: PATIENT, body: (input, context) => catchUp(ports, input, context) },
      { name: 'compare', timeout: hours(12), maxAttempts: 3, body: (input, context) => compare(ports, input, context) },
    ],
    next: (input) => [follow(input, 'cutover')],
  })
}

async function catchUp(ports: RunPorts, input: PhaseInput, context: StepContext) {
  const wiring = await movingSystem(ports, input)
  await wait(ports, input, { reason: 'lag', owner: 'qianyun', nextStep: 'compare' })
  const status = await untilCalm(ports, input, wiring, context)
  await waitOver(ports, input)
  return { lagMs: Number(status.lag), pendingBytes: Number(status.pending) }
}

async function untilCalm(ports: RunPorts, input: PhaseInput, { move, cutoverDeadline }: MovingSystem, context: StepContext): Promise<SyncStatus> {
  const looks = new CatchUp(move, drainPart(cutoverDeadline ?? CUTOVER_DEADLINE))
  for (;;) {
    context.signal.throwIfAborted()
    const status = await ports.mover.syncStatus(move)
    refuseTrouble(input, status)
    if (looks.isCaughtUp(status.lag)) return status
    await ports.clock.sleep(milliseconds(500), context.signal)
  }
}

/** A feed that cannot apply, or a schema that changed, does not get better by waiting. */
function refuseTrouble(input: PhaseInput, status: SyncStatus): void {
  if (status.drifted.length > 0) throw new DiagnosticError(problem('RUN_SCHEMA_DRIFT', { system: input.system, tables: status.drifted.join(', ') }))
  if (status.applyErrors > 0) throw new DiagnosticError(problem('RUN_APPLY_ERRORS', { system: input.system, count: status.applyErrors }))
}

async function compare(ports: RunPorts, input: PhaseInput, context: StepContext) {
  const { move } = await movingSystem(ports, input)
  const proof = await ports.mover.rehearse(move, context)
  const evidence = await keepEvidence(ports, input, 'rehearsal', proof)
  if (proof.result !== 'pass') throw new DiagnosticError(problem('RUN_REHEARSAL_DIFFERS', { system: input.system, tables: [...differing(proof.tables), ...proof.sequences.different, ...proof.objects.different].join(', ') }))
  await reach(ports, input, 'rehearsed', { evidence: evidence.id })
  await signGate(ports, input, 'ready', 'preflight clean, feed caught up, rehearsal equal', { rehearsal: evidence.hash })
  return { result: proof.result, tables: proof.tables.length }
}

function differing(tables: readonly { readonly table: string; readonly differing: readonly string[] }[]): readonly string[] {
  return tables.filter((one) => one.differing.length > 0).map(({ table }) => table)
}
