import type { Assessment } from '../../assessment/assessment.js'
import type { Intent, Inventory } from '../../inventory/schema/inventory.js'
import type { Activity, Plan } from '../plan.js'

/** A plan with everything it was made from. */
export interface Checked {
  readonly inventory: Inventory
  readonly intent: Intent
  readonly assessment: Assessment
  readonly plan: Plan
}

/** The night of a system: its cutover, or the move of its equipment. */
export function nightOf(plan: Plan, system: string): string | undefined {
  return plan.activities.find((activity) => activity.system === system && (activity.kind === 'cutover' || activity.kind === 'colocate'))?.start
}

export function activityAt(plan: Plan, system: string, kind: Activity['kind']): Plan['activities'][number] | undefined {
  return plan.activities.find((activity) => activity.system === system && activity.kind === kind)
}

export function firstDay(plan: Plan, system: string): string | undefined {
  return plan.activities.filter((activity) => activity.system === system).map(({ start }) => start).sort()[0]
}

export function lastDay(plan: Plan, system: string): string | undefined {
  return plan.activities.filter((activity) => activity.system === system).map(({ end }) => end).sort().at(-1)
}
