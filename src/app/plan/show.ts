import type { CalendarDate } from '../../model/calendar-date.js'
import type { Plan } from '../../flow/plan/plan.js'

export { planReasonWords } from '../../flow/plan/reason-words.js'
export type { Plan } from '../../flow/plan/plan.js'

/** One line of the list of systems: when each is through, and by which kind of work. */
export interface PlannedSystem {
  readonly system: string
  readonly kind: 'cutover' | 'colocate' | 'merge' | 'retire'
  readonly wave: number | null
  readonly start: CalendarDate
  readonly date: CalendarDate
  readonly team: string | null
}

/** The systems of a plan in the order of their dates. */
export function plannedSystems(plan: Plan): PlannedSystem[] {
  const waves = new Map(plan.groups.flatMap(({ systems, wave }) => systems.map((system) => [system, wave])))
  return plan.activities.flatMap(({ system, kind, end, team }) => {
    if (kind !== 'cutover' && kind !== 'colocate' && kind !== 'merge' && kind !== 'retire') return []
    const start = plan.activities.find((activity) => activity.system === system)?.start ?? end
    return [{ system, kind, wave: waves.get(system) ?? null, start, date: end, team }]
  }).sort((a, b) => (`${a.date} ${a.system}` < `${b.date} ${b.system}` ? -1 : 1))
}
