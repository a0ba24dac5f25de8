import { contentHash } from '../../model/canonical.js'
import type { EvidenceRecord } from '../../model/evidence.js'
import { instantFromMs, type Instant } from '../../model/instant.js'
import type { JsonObject } from '../../model/json.js'
import type { SystemState } from '../../model/system-state.js'
import type { Gate, RunEvent, Waiting } from '../../ports/run-store.js'
import type { PhaseInput } from './input.js'
import type { RunPorts } from './ports.js'

/** The people's name for what the orchestrator signs itself. */
export const ORCHESTRATOR = 'qianyun'

export function now(ports: Pick<RunPorts, 'clock'>): Instant {
  return instantFromMs(ports.clock.now())
}

/** Moves the system to a state, with an event that says so. */
export async function reach(ports: RunPorts, input: PhaseInput, state: SystemState, detail: JsonObject = {}): Promise<void> {
  await ports.store.setState(input.run, input.system, input.attempt, state, now(ports), detail)
  await tell(ports, input, 'state.changed', { state, attempt: input.attempt })
}

/**
 * Moves the system through these states in order. A worker may die after any of them and before its step is recorded,
 * so the step, run again, goes on from the one that was reached: the state machine refuses a way back.
 */
export async function reachInOrder(ports: RunPorts, input: PhaseInput, states: readonly SystemState[], detail: JsonObject = {}): Promise<void> {
  const there = (await ports.store.systems(input.run)).find(({ system }) => system === input.system)
  const at = there ? states.indexOf(there.state) : -1
  for (const state of states.slice(Math.max(at, 0))) await reach(ports, input, state, detail)
}

export async function tell(ports: RunPorts, input: PhaseInput, type: RunEvent['type'], data: JsonObject): Promise<void> {
  await ports.store.append({ run: input.run, system: input.system, at: now(ports), type, data })
}

export async function keepEvidence(ports: RunPorts, input: PhaseInput, kind: EvidenceRecord['kind'], body: JsonObject): Promise<EvidenceRecord> {
  const { run, system, attempt } = input
  return ports.store.addEvidence({ id: ports.ids.next(`${system}-${kind}`), run, system, attempt, kind, at: now(ports), body })
}

export async function wait(ports: RunPorts, input: PhaseInput, waiting: Omit<Waiting, 'since'>): Promise<void> {
  await ports.store.setWaiting(input.run, input.system, input.attempt, { ...waiting, since: now(ports) })
  await tell(ports, input, 'step.waiting', { reason: waiting.reason, owner: waiting.owner, nextStep: waiting.nextStep })
}

export async function waitOver(ports: RunPorts, input: PhaseInput): Promise<void> {
  await ports.store.setWaiting(input.run, input.system, input.attempt, null)
}

/** A gate that facts alone open, signed by the orchestrator with the hash of those facts. */
export async function signGate(ports: RunPorts, input: PhaseInput, gate: Gate, why: string, shown: JsonObject): Promise<void> {
  const { run, system, attempt } = input
  await ports.store.approve({ run, system, attempt, gate, by: ORCHESTRATOR, at: now(ports), why, shown: contentHash(shown) })
  await tell(ports, input, 'gate.opened', { gate, by: ORCHESTRATOR })
}
