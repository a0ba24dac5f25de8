import type { CalendarDate } from '../../../model/calendar-date.js'
import type { Inventory } from '../../inventory/schema/inventory.js'
import type { Plan } from '../../plan/plan.js'
import type { Blueprint, SiteRole } from '../blueprint/units.js'
import { amountKinds, offeredBy, sum, type Amounts } from './amounts.js'
import { requestsOf, type PlaceFacts, type Request } from './requests.js'

/** One zone at one site, against what it offers there. */
export interface ZoneCapacity {
  readonly site: string
  readonly role: SiteRole
  /** Null for the site as a whole, exchanges included. */
  readonly zone: string | null
  /** Null where the inventory does not say it. */
  readonly offered: Amounts | null
  /** On the date that was asked for; of everything, with dates and without, when none was. */
  readonly requested: Amounts
  readonly steps: readonly Step[]
  readonly shortages: readonly Shortage[]
}

/** A day on which systems come in. */
export interface Step {
  /** Null, and last, for what has no date. */
  readonly date: CalendarDate | null
  readonly systems: readonly string[]
  /** By then, in all. */
  readonly requested: Amounts
}

/** The first day on which more is asked for than is there, and the systems that come in on it. */
export interface Shortage {
  readonly kind: keyof Amounts
  readonly date: CalendarDate | null
  readonly systems: readonly string[]
  readonly requested: number
  readonly offered: number
}

/**
 * What the stacks ask of every zone and site, day by day, against what these offer (FAC-09). The amounts are those of the ResourceQuotas,
 * so a zone that holds them holds every rolling update, and a DR site that holds them every standby that is brought up.
 */
export function capacityOf(blueprint: Blueprint, facts: PlaceFacts, plan: Plan | undefined, date?: CalendarDate): ZoneCapacity[] {
  const requests = requestsOf(blueprint, facts, plan)
  const sites = [...new Map(requests.map(({ site }) => [site.id, site])).values()]
  return sites.flatMap((site) => {
    const here = requests.filter((request) => request.site.id === site.id)
    const zones = [...new Set(here.flatMap(({ zone }) => zone ?? []))].sort()
    const offers = new Map(zones.map((zone) => [zone, offerOf(facts.inventory, zone, site.role)]))
    const known = [...offers.values()].filter((offer) => offer !== null)
    const whole = known.length === zones.length && zones.length > 0 ? sum(known) : null
    const judged = (zone: string | null, some: readonly Request[], offered: Amounts | null): ZoneCapacity => ({ site: site.id, role: site.role, zone, offered, ...overTime(some, offered, date) })
    return [...zones.map((zone) => judged(zone, here.filter((request) => request.zone === zone), offers.get(zone) ?? null)), judged(null, here, whole)]
  })
}

function offerOf({ clouds }: Inventory, zone: string, role: SiteRole): Amounts | null {
  const found = clouds.flatMap(({ zones }) => zones ?? []).find(({ id }) => id === zone)
  const offer = role === 'primary' ? found?.capacity : found?.drCapacity
  return offer ? offeredBy(offer) : null
}

function overTime(requests: readonly Request[], offered: Amounts | null, date: CalendarDate | undefined): Pick<ZoneCapacity, 'requested' | 'steps' | 'shortages'> {
  const days = [...new Set(requests.map(({ from }) => from))].sort((a, b) => (rank(a) < rank(b) ? -1 : 1))
  const by = (day: CalendarDate | null): Amounts => sum(requests.filter(({ from }) => rank(from) <= rank(day)).map(({ amounts }) => amounts))
  const steps = days.map((day) => ({ date: day, systems: systemsOf(requests.filter(({ from }) => from === day)), requested: by(day) }))
  return { requested: by(date ?? null), steps, shortages: offered ? shortagesOf(steps, offered) : [] }
}

/** What has no date comes after everything that has one. */
function rank(date: CalendarDate | null): string {
  return date ?? '~'
}

function systemsOf(requests: readonly Request[]): string[] {
  return [...new Set(requests.flatMap(({ system }) => system ?? []))].sort()
}

function shortagesOf(steps: readonly Step[], offered: Amounts): Shortage[] {
  return amountKinds.flatMap((kind) => {
    const first = steps.find(({ requested }) => requested[kind] > offered[kind])
    return first ? [{ kind, date: first.date, systems: first.systems, requested: first.requested[kind], offered: offered[kind] }] : []
  })
}
