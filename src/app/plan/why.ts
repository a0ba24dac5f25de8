import { problem, type Diagnostic } from '../../diagnostics/diagnostic.js'
import { suggest } from '../../diagnostics/suggest.js'
import { assess } from '../../flow/assessment/assess.js'
import { ITERATIONS } from '../../flow/flow.js'
import { explainSystem, type Explanation } from '../../flow/plan/explain.js'
import { makePlan } from '../../flow/plan/make-plan.js'
import type { Plan } from '../../flow/plan/plan.js'
import type { PlaceFacts } from '../assess.js'

export type { Explanation } from '../../flow/plan/explain.js'

export interface Answer {
  readonly explanation?: Explanation
  readonly diagnostics: readonly Diagnostic[]
}

/** Why a system has its dates: from the given plan, or from one made anew, which also explains systems that get no date. */
export function explainPlanned(facts: PlaceFacts, system: string, given?: Plan): Answer {
  const made = given === undefined
    ? makePlan(facts.inventory, facts.intent, assess(facts.inventory, facts.intent), { seed: 1, iterations: ITERATIONS })
    : { plan: given, diagnostics: [] }
  if (made.plan === undefined) return { diagnostics: made.diagnostics }
  const explanation = explainSystem(made.plan, system)
  return explanation === undefined ? { diagnostics: [unknown(made.plan, system)] } : { explanation, diagnostics: [] }
}

function unknown(plan: Plan, system: string): Diagnostic {
  const suggestion = suggest(system, [...plan.activities, ...plan.unplanned].map((each) => each.system))
  return problem('PLAN_SYSTEM_UNKNOWN', { system }, suggestion === undefined ? {} : { suggestion })
}
