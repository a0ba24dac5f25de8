import type { Assessment } from '../../assessment/assessment.js'
import type { Inventory } from '../../inventory/schema/inventory.js'
import { edgeUnit } from './edge-unit.js'
import { endFinder } from './ends.js'
import { compileFlows } from './flows.js'
import { placementsOf, siteOf, type Placement } from './placement.js'
import { domainUnit, platformUnit } from './shared-units.js'
import { systemUnit, type SystemContext } from './system-unit.js'
import type { Blueprint, Site, SiteRole, Unit } from './units.js'

/** Percent by system. */
export type EdgeWeights = Readonly<Record<string, number>>

/** What the switch of systems has decided since the inventory was written. */
export interface BlueprintOptions {
  /** Percent of each system's requests that its edge sends to the new side. Where none is given: 0, and 100 where the DR site serves. */
  readonly weights?: EdgeWeights
  /** Systems whose replica serves in the primary's place; one without a replica is left as it is. */
  readonly promoted?: readonly string[]
}

/** Everything the stacks of a place are built from. Pure: names, sizes, rules and order are functions of inventory, assessment and options. */
export function makeBlueprint(inventory: Inventory, assessment: Assessment, { weights = {}, promoted = [] }: BlueprintOptions = {}): Blueprint {
  const placements = placementsOf(inventory, assessment)
  const clouds = [...new Map(placements.map(({ cloud }) => [cloud.id, cloud])).values()].sort((a, b) => (a.id < b.id ? -1 : 1))
  const units = clouds.flatMap((cloud) => {
    const members = placements.filter((placement) => placement.cloud.id === cloud.id)
    const flows = compileFlows(inventory, endFinder(inventory, placements, cloud.id))
    const withoutReplica = new Set(members.filter(({ dr }) => !dr).map(({ system }) => system.id))
    const shared: CloudContext = { inventory, flows, weights, promoted: new Set(promoted), withoutReplica }
    return [...siteUnits(shared, members, siteOf(cloud, 'primary')), ...replicaUnits(shared, members)]
  })
  return { place: inventory.place, units: inOrder(distinct(units)) }
}

interface CloudContext extends SystemContext {
  weights: EdgeWeights
  promoted: ReadonlySet<string>
}

/** Replicas of one cloud's systems may lie with several clouds; each of these is a site. */
function replicaUnits(context: CloudContext, members: readonly Placement[]): Unit[] {
  const homes = new Map(members.flatMap(({ dr }) => (dr ? [[dr.cloud.id, dr.cloud] as const] : [])))
  return [...homes.values()].flatMap((home) => {
    const replicated = members.filter(({ dr }) => dr?.cloud.id === home.id)
    return siteUnits(context, replicated, siteOf(home, 'dr'), members)
  })
}

function siteUnits(context: CloudContext, members: readonly Placement[], site: Site, all = members): Unit[] {
  const { inventory, flows, weights } = context
  const domains = [...new Set(members.map(({ domain }) => domain))]
  const systems = members.map((placement) => systemUnit(context, placement, site, roleAt(context, placement, site)))
  // A route has one home, the site that serves: it must be applied without the other.
  const edges = members.flatMap((placement, index) => {
    const unit = systems[index]!
    return unit.role === 'primary' ? (edgeUnit(placement, unit, weights[placement.system.id] ?? unaskedWeight(site)) ?? []) : []
  })
  return [
    platformUnit(inventory, site, flows),
    ...domains.map((domain) => domainUnit(inventory, domain, site, all.filter((placement) => placement.domain === domain))),
    ...systems,
    ...edges,
  ]
}

/** A cutover begins with nothing; who promotes a replica has the DR site serve, not the legacy side. */
function unaskedWeight({ role }: Site): number {
  return role === 'dr' ? 100 : 0
}

/** A promoted system has changed parts with its replica; its old primary is a standby for as long as nobody moves it back. */
function roleAt({ promoted }: CloudContext, { system, dr }: Placement, site: Site): SiteRole {
  if (dr === null || !promoted.has(system.id)) return site.role
  return site.role === 'dr' ? 'primary' : 'dr'
}

/** A DR site that several clouds share has one platform stack. */
function distinct(units: readonly Unit[]): Unit[] {
  return [...new Map(units.map((unit) => [unit.name, unit])).values()]
}

const kindOrder = ['platform', 'domain', 'system', 'edge'] as const

function inOrder(units: readonly Unit[]): Unit[] {
  const key = ({ kind, name }: Unit): string => `${kindOrder.indexOf(kind)} ${name}`
  return [...units].sort((a, b) => (key(a) < key(b) ? -1 : 1))
}
