import { daysBetween, type CalendarDate } from '../../model/calendar-date.js'
import type { Plan } from './plan.js'

export type PlanChange =
  | { kind: 'moved'; system: string; from: CalendarDate; to: CalendarDate; days: number }
  | { kind: 'wave'; system: string; from: number | null; to: number | null }
  | { kind: 'added'; system: string; to: CalendarDate }
  | { kind: 'removed'; system: string; from: CalendarDate }

/** What has moved between two plans: decisive dates and waves, system by system. */
export function diffPlans(before: Plan, after: Plan): PlanChange[] {
  const [old, fresh] = [decisiveDates(before), decisiveDates(after)]
  return [...new Set([...old.keys(), ...fresh.keys()])].sort().flatMap((system) => changesOf(system, old.get(system), fresh.get(system)))
}

interface Decisive {
  date: CalendarDate
  wave: number | null
}

function decisiveDates({ activities, groups }: Plan): Map<string, Decisive> {
  const waves = new Map(groups.flatMap(({ systems, wave }) => systems.map((system) => [system, wave])))
  const decisive = activities.filter(({ kind }) => kind === 'cutover' || kind === 'colocate' || kind === 'merge' || kind === 'retire')
  return new Map(decisive.map(({ system, end }) => [system, { date: end, wave: waves.get(system) ?? null }]))
}

function changesOf(system: string, from: Decisive | undefined, to: Decisive | undefined): PlanChange[] {
  if (from === undefined) return to === undefined ? [] : [{ kind: 'added', system, to: to.date }]
  if (to === undefined) return [{ kind: 'removed', system, from: from.date }]
  const moved: PlanChange[] = from.date === to.date ? [] : [{ kind: 'moved', system, from: from.date, to: to.date, days: daysBetween(from.date, to.date) }]
  return from.wave === to.wave ? moved : [...moved, { kind: 'wave', system, from: from.wave, to: to.wave }]
}
