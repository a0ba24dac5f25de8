import { fill } from '../../diagnostics/words.js'
import type { DeepReadonly } from '../../model/freeze.js'
import type { Language } from '../../model/labels.js'
import type { Reason } from './assessment.js'
import { decisionReasons, type DecisionReasonCode } from './reasons.js'

/** The sentence of a reason of a decision. */
export function decisionReasonWords({ code, params }: DeepReadonly<Reason>, language: Language): string {
  return isDecisionReason(code) ? fill(decisionReasons[code][language], params) : code
}

function isDecisionReason(code: string): code is DecisionReasonCode {
  return Object.hasOwn(decisionReasons, code)
}
