import type { JsonObject } from '../../model/json.js'
import type { NextPhase, StepResults } from '../../model/step.js'
import type { Gate } from '../../ports/run-store.js'
import { lookAgain, nextLookAt } from './define-phase.js'
import { decideGate, type GateDecision } from './gates.js'
import type { PhaseInput } from './input.js'
import type { PhaseName } from './phase-names.js'
import type { RunPorts } from './ports.js'
import { tell, wait, waitOver } from './record.js'

/** One look at a gate: open, or a wait that says for whom and for what. Never holds a worker. A signature wakes the phase before its date too. */
export async function gateStep(ports: RunPorts, input: PhaseInput, gate: Gate): Promise<JsonObject> {
  const approvals = await ports.store.approvals(input.run, input.system)
  const notBefore = input.notBefore[gate]
  const opensAt = notBefore === undefined ? null : Date.parse(notBefore)
  const closesAt = gate === 'cutover' && input.windowEnd !== null ? Date.parse(input.windowEnd) : null
  const decision = decideGate(gate, { approvals, attempt: input.attempt, now: ports.clock.now(), opensAt, closesAt })
  if (!decision.open) {
    await sayWhatIsMissing(ports, input, gate, decision)
    return { open: false, missing: decision.missing, nextLookAt: decision.missing === 'window' && notBefore !== undefined ? notBefore : nextLookAt(ports, input) }
  }
  await waitOver(ports, input)
  await tell(ports, input, 'gate.opened', { gate, people: decision.people })
  return { open: true }
}

async function sayWhatIsMissing(ports: RunPorts, input: PhaseInput, gate: Gate, decision: GateDecision): Promise<void> {
  const owner = decision.missing === 'approval' ? `${decision.people}/${decision.peopleNeeded}` : 'plan'
  await wait(ports, input, { reason: decision.missing === 'approval' ? 'approval' : 'window', owner, nextStep: decision.missing === 'window_passed' ? 'again' : gate })
}

/** What follows a phase behind a gate: its own next when the gate was open, another look at it when it was shut. */
export function afterGate(input: PhaseInput, results: StepResults, phase: PhaseName, opened: readonly NextPhase[]): readonly NextPhase[] {
  return isOpen(results) ? opened : [lookAgain(input, phase, String(results['gate']?.['nextLookAt']))]
}

/** Condition of the steps behind a gate. */
export function isOpen(results: StepResults): boolean {
  return results['gate']?.['open'] === true
}
