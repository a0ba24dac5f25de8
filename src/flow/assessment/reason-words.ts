import { fill } from '../../diagnostics/words.js'
import { disposition } from '../../model/enums.js'
import type { DeepReadonly } from '../../model/freeze.js'
import type { Language } from '../../model/labels.js'
import type { Reason } from './assessment.js'
import { decisionReasons, type DecisionReasonCode } from './reasons.js'

/** The sentence of a reason of a decision. */
export function decisionReasonWords({ code, params }: DeepReadonly<Reason>, language: Language): string {
  return isDecisionReason(code) ? fill(decisionReasons[code][language], labelled(params, language)) : code
}

/** A disposition is a code in the artifact and a word to the reader. */
function labelled(params: Reason['params'], language: Language): Reason['params'] {
  const value = String(params['disposition'] ?? '')
  return Object.hasOwn(disposition, value) ? { ...params, disposition: disposition[value as keyof typeof disposition][language] } : params
}

function isDecisionReason(code: string): code is DecisionReasonCode {
  return Object.hasOwn(decisionReasons, code)
}
