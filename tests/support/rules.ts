import { assess } from '../../src/flow/assessment/assess.js'
import type { Intent, Inventory } from '../../src/flow/inventory/schema/inventory.js'
import type { Observation, PlannedActivity, PlanView, Rule } from '../../src/flow/assessment/rule.js'
import { intentOf } from './place.js'

/** What a rule sees in a place; rules on dates get the plan as well. */
export function observe(rule: Rule, inventory: Inventory, intent: Intent = intentOf(), plan: PlanView = planView({})): Observation[] {
  const { decisions } = assess(inventory, intent)
  return rule.needs === 'plan' ? rule.check({ inventory, intent, decisions, plan }) : rule.check({ inventory, intent, decisions })
}

export function subjectsOf(observations: readonly Observation[]): string[] {
  return observations.map(({ subject }) => subject)
}

export function planView(parts: Partial<PlanView>): PlanView {
  return { waves: [], activities: [], closings: [], resources: [], ...parts }
}

/** One activity of one day, or of a span. */
export function activity(system: string, kind: string, start: string, end: string = start): PlannedActivity {
  return { system, kind, start, end, window: kind === 'cutover' ? { start: '22:00', minutes: 360 } : null }
}
