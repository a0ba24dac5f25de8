import type { Approval, Gate } from '../../ports/run-store.js'

/** What a gate still lacks; `people` counts different signers. */
export interface GateDecision {
  readonly open: boolean
  readonly missing: 'nothing' | 'approval' | 'window' | 'window_passed'
  readonly people: number
  readonly peopleNeeded: number
}

/** Signatures by different people: one for a cutover, two for the commit, which cannot be taken back. */
export const peopleNeeded = { ready: 0, cutover: 1, commit: 2, close: 1 } as const satisfies Record<Gate, number>

export interface GateFacts {
  readonly approvals: readonly Approval[]
  readonly attempt: number
  /** Milliseconds since 1970. */
  readonly now: number
  readonly opensAt: number | null
  readonly closesAt: number | null
}

/** Whether a gate is open: approvals of this attempt by enough people, and the window. */
export function decideGate(gate: Gate, facts: GateFacts): GateDecision {
  const signers = new Set(facts.approvals.filter((one) => one.gate === gate && one.attempt === facts.attempt).map(({ by }) => by))
  const count = { people: signers.size, peopleNeeded: peopleNeeded[gate] }
  if (facts.opensAt !== null && facts.now < facts.opensAt) return { open: false, missing: 'window', ...count }
  if (facts.closesAt !== null && facts.now >= facts.closesAt) return { open: false, missing: 'window_passed', ...count }
  if (signers.size < peopleNeeded[gate]) return { open: false, missing: 'approval', ...count }
  return { open: true, missing: 'nothing', ...count }
}
