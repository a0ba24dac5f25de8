import type { DeepReadonly } from '../../model/freeze.js'
import { daysBetween } from '../../model/calendar-date.js'
import type { Reason } from '../assessment/assessment.js'
import type { Activity, Plan } from './plan.js'

/** Everything a plan can say about one system. */
export interface Explanation {
  system: string
  wave: number | null
  /** The systems that cut over with it, itself included. */
  together: readonly string[]
  groupReasons: readonly Reason[]
  activities: readonly DeepReadonly<Activity>[]
  /** The date in question: the cutover, the merge or the retirement; null for what gets no date. */
  date: string | null
  /** Why it is not earlier; the first binds: lift it and the date can move. */
  reasons: readonly Reason[]
  /** The constraint that refused the date before this one. */
  binding: Reason | null
  /** Days from the first work to the date: the lead time that no lifted constraint takes away. */
  leadDays: number | null
}

/** Why a system is where it is in the plan; undefined when the plan does not know it. */
export function explainSystem(plan: Plan, system: string): Explanation | undefined {
  const left = plan.unplanned.find((each) => each.system === system)
  if (left !== undefined) return {
    system,
    wave: null,
    together: [],
    groupReasons: [],
    activities: [],
    date: null,
    reasons: left.reasons,
    binding: left.reasons[0] ?? null,
    leadDays: null,
  }
  const activities = plan.activities.filter((activity) => activity.system === system)
  const decisive = activities.find(({ kind }) => kind === 'cutover' || kind === 'colocate' || kind === 'merge' || kind === 'retire')
  if (decisive === undefined) return undefined
  const group = plan.groups.find(({ systems }) => systems.includes(system))
  return {
    system, wave: group?.wave ?? null, together: group?.systems ?? [], groupReasons: group?.reasons ?? [], activities,
    date: decisive.end, reasons: decisive.reasons, binding: decisive.reasons[0] ?? null,
    leadDays: daysBetween(activities[0]!.start, decisive.end),
  }
}
