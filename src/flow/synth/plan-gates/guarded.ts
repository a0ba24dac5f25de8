import type { Code } from '../../../diagnostics/codes.js'
import { isGuarded, lostKind } from './guarded-kinds.js'
import type { ResourceChange } from './parse-plan.js'
import { blocks, type PlanGate, type PlanSet } from './plan-gate.js'
import type { PlanGateFinding } from './plan-set.js'
import { signatureOf, type Signature } from './signed.js'

/** Nothing is deleted or replaced that takes data, isolation or its tenants with it, unless somebody has signed for that. */
export const guarded: PlanGate = {
  id: 'guarded',
  codes: ['GATE_GUARDED', 'GATE_SIGNATURE_EXPIRED', 'GATE_SIGNATURE_EARLY', 'GATE_SIGNATURE_SCOPE'],
  check: (set) => set.plans.flatMap(({ changes }) => changes.filter(isLoss).filter(isGuarded).flatMap((change) => unsigned(change, set))),
}

function isLoss({ action }: ResourceChange): boolean {
  return action === 'delete' || action === 'replace'
}

const codes = {
  none: 'GATE_GUARDED', expired: 'GATE_SIGNATURE_EXPIRED', 'not-yet': 'GATE_SIGNATURE_EARLY', 'other-scope': 'GATE_SIGNATURE_SCOPE',
} as const satisfies Record<Exclude<Signature['standing'], 'signed'>, Code>

function unsigned(change: ResourceChange, { changes, today }: PlanSet): PlanGateFinding[] {
  const signature = signatureOf(change, changes, today)
  if (signature.standing === 'signed') return []
  const about = signature.standing === 'none' ? {} : { change: signature.change.id, on: signature.change.on, until: signature.change.until }
  return [blocks('guarded', codes[signature.standing], change, { kind: lostKind(change), action: change.action, today, ...about })]
}
