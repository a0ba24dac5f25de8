import type { Diagnostic } from '../diagnostics/diagnostic.js'
import { hasErrors } from '../diagnostics/diagnostic.js'
import { assess } from './assessment/assess.js'
import type { Assessment } from './assessment/assessment.js'
import type { Intent, Inventory } from './inventory/schema/inventory.js'
import { checkPlan } from './plan/checker.js'
import { makePlan } from './plan/make-plan.js'
import type { Plan } from './plan/plan.js'
import type { Stacks } from './synth/stacks.js'

/** The pure half of the flow: everything that is decided before anything is touched. */
export interface Decided {
  readonly assessment: Assessment
  readonly plan: Plan | undefined
  readonly stacks: Stacks | undefined
  readonly diagnostics: readonly Diagnostic[]
}

export interface DecideOptions {
  readonly seed: number
  /** Writes the stacks; handed in because loading cdktf costs 0.4 s and not every command needs it. */
  readonly synthesize: ((inventory: Inventory, intent: Intent, assessment: Assessment) => Stacks) | undefined
}

/** Orders the search tries; with the seed it fixes every byte of the plan. */
export const ITERATIONS = 200

/** inventory → assessment → plan → stacks. A plan that the checker refuses goes no further. */
export function decideAll(inventory: Inventory, intent: Intent, { seed, synthesize }: DecideOptions): Decided {
  const assessment = assess(inventory, intent)
  const { plan, diagnostics } = makePlan(inventory, intent, assessment, { seed, iterations: ITERATIONS })
  const verified = plan ? [...diagnostics, ...checkPlan(plan, inventory, intent, assessment)] : diagnostics
  if (!plan || hasErrors(verified)) return { assessment, plan: undefined, stacks: undefined, diagnostics: verified }
  const stacks = synthesize?.(inventory, intent, assessment)
  return { assessment, plan, stacks, diagnostics: verified }
}
