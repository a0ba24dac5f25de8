import { fill } from '../../diagnostics/words.js'
import type { DeepReadonly } from '../../model/freeze.js'
import type { Language } from '../../model/labels.js'
import type { Reason } from '../assessment/assessment.js'
import { planReasons, type PlanReasonCode } from './reasons.js'

/** The sentence of a reason of a plan. */
export function planReasonWords({ code, params }: DeepReadonly<Reason>, language: Language): string {
  return isPlanReason(code) ? fill(planReasons[code][language], params) : code
}

function isPlanReason(code: string): code is PlanReasonCode {
  return Object.hasOwn(planReasons, code)
}
