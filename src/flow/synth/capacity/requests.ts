import type { CalendarDate } from '../../../model/calendar-date.js'
import type { Assessment } from '../../assessment/assessment.js'
import type { Inventory } from '../../inventory/schema/inventory.js'
import type { Plan } from '../../plan/plan.js'
import { placementsOf } from '../blueprint/placement.js'
import { exchangeQuota, gatewayQuota } from '../blueprint/quota.js'
import type { Blueprint, Site, SystemUnit, Unit } from '../blueprint/units.js'
import { heldBy, sum, type Amounts } from './amounts.js'

export interface PlaceFacts {
  readonly inventory: Inventory
  readonly assessment: Assessment
}

/** What one namespace asks of its site from a day on; nothing that has come in goes out again. */
export interface Request {
  readonly site: Site
  /** Null for what belongs to no zone: the exchanges between domains. */
  readonly zone: string | null
  /** Null for gateways and exchanges, which come with the first system of their site. */
  readonly system: string | null
  /** Null where the plan gives the system no date. */
  readonly from: CalendarDate | null
  readonly amounts: Amounts
}

/** Requests of every namespace that the stacks make, in the order of the units. */
export function requestsOf({ units }: Blueprint, { inventory, assessment }: PlaceFacts, plan: Plan | undefined): Request[] {
  const starts = startsOf(plan)
  const kinds = new Map(placementsOf(inventory, assessment).map(({ system, zone }) => [system.id, zone]))
  const firstAt = (site: string): CalendarDate | null => earliest(units.flatMap((unit) => (isSystem(unit) && unit.site.id === site ? [starts.get(unit.system) ?? null] : [])))
  return units.flatMap((unit): Request[] => {
    const { site } = unit
    switch (unit.kind) {
      case 'system': return [{ site, zone: zoneOf(inventory, unit, kinds.get(unit.system)), system: unit.system, from: starts.get(unit.system) ?? null, amounts: heldBy(unit.quota) }]
      case 'domain': return [{ site, zone: zoneOf(inventory, unit), system: null, from: firstAt(site.id), amounts: heldBy(gatewayQuota) }]
      case 'platform': return [{ site, zone: null, system: null, from: firstAt(site.id), amounts: sum(unit.exchanges.map((exchange) => heldBy(exchangeQuota(exchange)))) }]
      case 'edge': return []
    }
  })
}

function isSystem(unit: Unit): unit is SystemUnit {
  return unit.kind === 'system'
}

/** The first day of work on each system: its target has to stand before anything is copied to it. */
function startsOf(plan: Plan | undefined): ReadonlyMap<string, CalendarDate> {
  const starts = new Map<string, CalendarDate>()
  for (const { system, start } of plan?.activities ?? []) starts.set(system, earliest([start, starts.get(system) ?? null]) ?? start)
  return starts
}

function earliest(dates: readonly (CalendarDate | null)[]): CalendarDate | null {
  return dates.filter((date) => date !== null).sort()[0] ?? null
}

/** The zone of the site's cloud in which a domain lies; of several the one of the kind that the system was placed in. */
function zoneOf({ clouds }: Inventory, { site, domain }: { readonly site: Site; readonly domain: string }, kind?: string | null): string | null {
  const zones = (clouds.find(({ id }) => id === site.cloud)?.zones ?? []).filter((zone) => zone.domain === domain)
  return (zones.find((zone) => zone.kind === kind) ?? zones[0])?.id ?? null
}
