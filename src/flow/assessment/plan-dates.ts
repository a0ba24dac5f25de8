import type { CalendarDate } from '../../model/calendar-date.js'
import type { PlannedActivity, PlanView } from './rule.js'

/** The one activity of a kind that a plan holds for a system. */
export function activityOf(plan: PlanView, system: string, kind: string): PlannedActivity | undefined {
  return plan.activities.find((activity) => activity.system === system && activity.kind === kind)
}

/** First day on which the plan works on a system. */
export function firstDayOf(plan: PlanView, system: string): CalendarDate | undefined {
  return plan.activities.filter((activity) => activity.system === system).map(({ start }) => start).sort()[0]
}

/** The day after which the old side of a system is no longer used: the end of its last activity. */
export function lastDayOf(plan: PlanView, system: string): CalendarDate | undefined {
  return plan.activities.filter((activity) => activity.system === system).map(({ end }) => end).sort().at(-1)
}
