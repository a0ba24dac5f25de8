import type { Code } from '../../../diagnostics/codes.js'
import type { ParsedPlan, RefusedPlan, ResourceChange } from './parse-plan.js'
import type { PlanGateFinding, PlanGateInput, PlanLimits } from './plan-set.js'

/** The plans of one run, read once, with what they are judged by. */
export interface PlanSet extends Omit<PlanGateInput, 'plans' | 'limits'> {
  readonly plans: readonly ParsedPlan[]
  readonly refused: readonly RefusedPlan[]
  readonly limits: PlanLimits
}

/** One rule over what would be done. */
export interface PlanGate {
  readonly id: string
  /** What it may say. */
  readonly codes: readonly Code[]
  check(set: PlanSet): PlanGateFinding[]
}

/** What a finding is about: a change, or a stack as a whole. */
type Subject = Pick<ResourceChange, 'stack' | 'address'> | { readonly stack: string; readonly address: null }

export function blocks(gate: string, code: Code, { stack, address }: Subject, params: PlanGateFinding['params'] = {}): PlanGateFinding {
  return { gate, code, stack, resource: address, severity: 'block', params }
}

export function warns(gate: string, code: Code, subject: Subject, params: PlanGateFinding['params'] = {}): PlanGateFinding {
  return { ...blocks(gate, code, subject, params), severity: 'warn' }
}
