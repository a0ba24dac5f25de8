import { hasErrors, problem, warning, type Diagnostic } from '../../diagnostics/diagnostic.js'
import { amountKinds } from '../../flow/synth/capacity/amounts.js'
import { capacityOf, type ZoneCapacity } from '../../flow/synth/capacity/capacity.js'
import { isCalendarDate, type CalendarDate } from '../../model/calendar-date.js'
import { createPlan } from '../plan/create.js'
import { readPlan } from '../plan/verify.js'
import { loadBlueprint } from './load-blueprint.js'

export type { ZoneCapacity }
export { amountKinds }

export interface CapacityRequest {
  readonly root: string
  readonly place: string
  /** The dated plan; made anew when left out. */
  readonly plan?: string | undefined
  readonly date?: CalendarDate | undefined
}

export interface PlaceCapacity {
  /** Problems of the files, then what is too full. */
  readonly diagnostics: readonly Diagnostic[]
  readonly sources: ReadonlyMap<string, string>
  /** Left out when there is nothing to count. */
  readonly zones?: readonly ZoneCapacity[]
  /** The plan's waves, by their last days. */
  readonly waves: readonly { readonly no: number; readonly end: CalendarDate }[]
}

/** What the stacks of a place hold of its zones, by the dates of its plan. */
export async function placeCapacity({ root, place, plan: file, date }: CapacityRequest): Promise<PlaceCapacity> {
  if (date !== undefined && !isCalendarDate(date)) return { diagnostics: [problem('CAP_DATE_INVALID', { date })], sources: new Map(), waves: [] }
  const { diagnostics, sources, loaded } = await loadBlueprint(root, place)
  if (!loaded) return { diagnostics, sources, waves: [] }
  const { plan, diagnostics: unread } = file === undefined ? { ...createPlan(loaded), diagnostics: [] } : await readPlan(file, loaded)
  if (hasErrors(unread)) return { diagnostics: [...diagnostics, ...unread], sources, waves: [] }
  const zones = capacityOf(loaded.blueprint, loaded, plan, date)
  return { diagnostics: [...diagnostics, ...zones.flatMap(shortagesOf), ...zones.flatMap(unstated)], sources, zones, waves: (plan?.waves ?? []).map(({ no, end }) => ({ no, end })) }
}

/** What was held at the end of a day. */
export function heldOn({ steps }: ZoneCapacity, date: CalendarDate): ZoneCapacity['requested'] {
  return steps.findLast((step) => step.date !== null && step.date <= date)?.requested ?? { milliCpu: 0, memoryMib: 0, storageGib: 0 }
}

/** Units that people read: cores, GiB. */
const perUnit = { milliCpu: 1000, memoryMib: 1024, storageGib: 1 } as const

/** `12.5` of the kind's unit; rounded to two places, up, so that what is too much never looks as if it fitted. */
export function inUnits(kind: keyof typeof perUnit, amount: number): number {
  return Math.ceil((amount / perUnit[kind]) * 100) / 100
}

function shortagesOf({ site, zone, shortages }: ZoneCapacity): Diagnostic[] {
  return shortages.map(({ kind, date, systems, requested, offered }) => {
    const params = { site, zone: zone ?? '-', kind, requested: inUnits(kind, requested), offered: inUnits(kind, offered), systems: named(systems) }
    if (zone === null) return problem('CAP_SITE_FULL', { ...params, date: date ?? '-' })
    return date === null ? problem('CAP_ZONE_FULL_UNDATED', params) : problem('CAP_ZONE_FULL', { ...params, date })
  })
}

/** More names than these are not read. */
const most = 8

function named(systems: readonly string[]): string {
  return [...systems.slice(0, most), ...(systems.length > most ? [`+${systems.length - most}`] : [])].join(', ') || '-'
}

function unstated({ site, zone, offered }: ZoneCapacity): Diagnostic[] {
  return zone !== null && offered === null ? [warning('CAP_UNSTATED', { site, zone })] : []
}
