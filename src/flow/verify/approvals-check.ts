import { approvalId } from '../../model/approval-id.js'
import type { Gate } from '../../ports/run-store.js'
import { newest, notRun } from './look.js'
import type { Seen, VerdictCheck } from './verdict.js'

/** Signers of a gate, each person once, in the order in which they signed. */
export function signersOf(seen: Seen, gate: Gate): readonly string[] {
  return [...new Set(seen.approvals.filter((one) => one.gate === gate).map(({ by }) => by))]
}

/** The switch was allowed: the ready gate signed on facts, the cutover by a person, both before the fence fell. */
export function approvalsCheck(seen: Seen): VerdictCheck {
  const gates = ['ready', 'cutover'] as const
  const missing = gates.filter((gate) => signersOf(seen, gate).length === 0)
  if (missing.length === gates.length) return notRun('approvals_there')
  const late = gates.filter((gate) => !missing.includes(gate) && isLate(seen, gate))
  const evidence = firstApproval(seen, 'cutover') ?? firstApproval(seen, 'ready')
  if (missing.length > 0 || late.length > 0) return { check: 'approvals_there', result: 'fail', evidence, detail: [...missing, ...late].join(', ') }
  return { check: 'approvals_there', result: 'pass', evidence, detail: signersOf(seen, 'cutover').join(', ') }
}

function firstApproval(seen: Seen, gate: Gate): string | null {
  const found = seen.approvals.find((one) => one.gate === gate)
  return found ? approvalId(found) : null
}

function isLate(seen: Seen, gate: Gate): boolean {
  const fencedAt = newest(seen, 'switch')?.body['fencedAt']
  const first = Math.min(...seen.approvals.filter((one) => one.gate === gate).map(({ at }) => Date.parse(at)))
  return typeof fencedAt === 'number' && first > fencedAt
}
