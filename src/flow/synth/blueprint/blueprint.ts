import type { Assessment } from '../../assessment/assessment.js'
import type { Inventory } from '../../inventory/schema/inventory.js'
import { edgeUnit } from './edge-unit.js'
import { endFinder } from './ends.js'
import { compileFlows, type CompiledFlows } from './flows.js'
import { placementsOf, siteOf, type Placement } from './placement.js'
import { domainUnit, platformUnit } from './shared-units.js'
import { systemUnit } from './system-unit.js'
import type { Blueprint, Site, Unit } from './units.js'

/** Share of requests, in percent, that the edge of a system sends to the new side; 0 until a cutover says otherwise. */
export type EdgeWeights = Readonly<Record<string, number>>

/** Everything the stacks of a place are built from. Pure: names, sizes, rules and order are functions of inventory and assessment. */
export function makeBlueprint(inventory: Inventory, assessment: Assessment, weights: EdgeWeights = {}): Blueprint {
  const placements = placementsOf(inventory, assessment)
  const clouds = [...new Map(placements.map(({ cloud }) => [cloud.id, cloud])).values()].sort((a, b) => (a.id < b.id ? -1 : 1))
  const units = clouds.flatMap((cloud) => {
    const members = placements.filter((placement) => placement.cloud.id === cloud.id)
    const flows = compileFlows(inventory, endFinder(inventory, placements, cloud.id))
    return [...siteUnits(inventory, members, siteOf(cloud, 'primary'), flows, weights), ...replicaUnits(inventory, members, flows)]
  })
  return { place: inventory.place, units: inOrder(distinct(units)) }
}

/** Replicas of one cloud's systems may lie with several clouds; each of these is a site. */
function replicaUnits(inventory: Inventory, members: readonly Placement[], flows: CompiledFlows): Unit[] {
  const homes = new Map(members.flatMap(({ dr }) => (dr ? [[dr.cloud.id, dr.cloud] as const] : [])))
  return [...homes.values()].flatMap((home) => {
    const replicated = members.filter(({ dr }) => dr?.cloud.id === home.id)
    return siteUnits(inventory, replicated, siteOf(home, 'dr'), flows, {}, members)
  })
}

function siteUnits(inventory: Inventory, members: readonly Placement[], site: Site, flows: CompiledFlows, weights: EdgeWeights, all = members): Unit[] {
  const withoutReplica = new Set(all.filter(({ dr }) => !dr).map(({ system }) => system.id))
  const domains = [...new Set(members.map(({ domain }) => domain))]
  const systems = members.map((placement) => systemUnit(inventory, placement, site, flows, withoutReplica))
  const edges = site.role === 'dr' ? [] : members.flatMap((placement, index) => edgeUnit(placement, systems[index]!, weights[placement.system.id] ?? 0) ?? [])
  return [
    platformUnit(inventory, site, flows),
    ...domains.map((domain) => domainUnit(inventory, domain, site, all.filter((placement) => placement.domain === domain))),
    ...systems,
    ...edges,
  ]
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
