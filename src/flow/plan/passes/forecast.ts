import { daysBetween, type CalendarDate } from '../../../model/calendar-date.js'
import type { DeepReadonly } from '../../../model/freeze.js'
import type { SystemDecision } from '../../assessment/assessment.js'
import type { Intent, Inventory } from '../../inventory/schema/inventory.js'
import type { Activity, ActivityKind, Closing, TargetForecast } from '../plan.js'

/** Closer to the deadline than this is yellow: near the deadline. */
const NEAR_DAYS = 30

interface Planned {
  inventory: Inventory
  /** Those that count: a system with an exemption from its deadline does not hold the target up. */
  decisions: readonly DeepReadonly<SystemDecision>[]
  activities: readonly Activity[]
  closings: readonly Closing[]
}

type Forecaster = (planned: Planned) => CalendarDate | null

/** Measures whose day of completion the dates of a plan give; every other target stays grey. */
const forecasters: Readonly<Record<string, Forecaster>> = {
  cloud_migration_rate: (planned) => lastOf('cutover', ['migrate_cloud', 'rebuild'], planned),
  websites_migrated: (planned) => lastOf('cutover', ['migrate_province'], planned, 'website'),
  zombies_closed: (planned) => lastOf('retire', ['retire'], planned),
  hotlines_merged: (planned) => lastOf('merge', ['merge'], planned, 'hotline'),
  devices_moved: ({ inventory: { devices } }) => latest(devices.filter(staysInUse).map(({ move }) => move?.date)),
  rooms_closed: ({ inventory: { facilities }, closings }) => closed('facilities', facilities.filter(hasToClose), closings),
  dedicated_networks_merged: ({ inventory: { networks }, closings }) => closed('networks', networks.filter(hasToMerge), closings),
  internet_lines_left: ({ inventory: { lines }, closings }) => closed('lines', lines.filter(({ kind }) => kind === 'internet'), closings),
}

/** When each target of the programme is reached by this plan, and its light. */
export function forecastOf({ programme, exemptions }: Intent, all: Planned): TargetForecast[] {
  const exempt = new Set(exemptions.filter(({ rule }) => rule === 'CLD-03' || rule === 'MIG-10').map(({ subject }) => subject))
  const planned = { ...all, decisions: all.decisions.filter(({ system }) => !exempt.has(system)) }
  return programme.targets.filter(({ kind }) => kind === 'target').map(({ id, deadline, measure }) => {
    const forecast = forecasters[metricName(measure.metric ?? '')]?.(planned) ?? null
    return { target: id, deadline, forecast, light: lightOf(forecast, deadline) }
  })
}

/** `cloudMigrationRate` and `dedicated_networks_merged_share` name the measures above, too. */
function metricName(metric: string): string {
  return metric.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`).replace(/_share$/, '')
}

function lightOf(forecast: CalendarDate | null, deadline: CalendarDate | null): TargetForecast['light'] {
  if (forecast === null || deadline === null) return 'grey'
  if (forecast > deadline) return 'red'
  return daysBetween(forecast, deadline) < NEAR_DAYS ? 'yellow' : 'green'
}

/** The day the last system of a disposition is through; null as long as one of them has no date. */
function lastOf(
  kind: ActivityKind,
  dispositions: readonly SystemDecision['disposition'][],
  { inventory, decisions, activities }: Planned,
  category?: string,
): CalendarDate | null {
  const wanted = new Set(inventory.systems.filter((system) => category === undefined || system.category === category).map(({ id }) => id))
  const dates = new Map(activities.filter((activity) => activity.kind === kind).map(({ system, end }) => [system, end]))
  return latest(decisions.filter(({ system, disposition }) => wanted.has(system) && dispositions.includes(disposition)).map(({ system }) => dates.get(system)))
}

function latest(dates: readonly (CalendarDate | null | undefined)[]): CalendarDate | null {
  const known = dates.filter((date) => date !== null && date !== undefined)
  return known.length < dates.length ? null : known.toSorted().at(-1) ?? null
}

/** The day the last of some rooms, networks or lines is closed; null as long as one of them has no day. */
function closed(collection: Closing['collection'], subjects: readonly { readonly id: string }[], closings: readonly Closing[]): CalendarDate | null {
  return latest(subjects.map(({ id }) => closings.find((closing) => closing.collection === collection && closing.id === id)?.date))
}

function staysInUse({ disposition }: Inventory['devices'][number]): boolean {
  return disposition !== 'scrap' && disposition !== 'cloud_replaces'
}

function hasToClose({ kind, exemption }: Inventory['facilities'][number]): boolean {
  return kind === 'department_room' && exemption === undefined
}

function hasToMerge({ role, retainBasis = 'none' }: Inventory['networks'][number]): boolean {
  return role === 'dedicated' && retainBasis === 'none'
}
