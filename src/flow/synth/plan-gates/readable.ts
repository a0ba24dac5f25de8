import type { Code } from '../../../diagnostics/codes.js'
import type { RefusedPlan } from './parse-plan.js'
import { blocks, type PlanGate } from './plan-gate.js'

const codes = {
  unreadable: 'GATE_PLAN_UNREADABLE', version: 'GATE_PLAN_VERSION', errored: 'GATE_PLAN_ERRORED', action: 'GATE_PLAN_ACTION',
} as const satisfies Record<RefusedPlan['reason'], Code>

/** A plan that cannot be read to its end is not applied. */
export const readable: PlanGate = {
  id: 'readable',
  codes: Object.values(codes),
  check: ({ refused }) => refused.map((plan) => blocks('readable', codes[plan.reason], plan, { detail: plan.detail })),
}
