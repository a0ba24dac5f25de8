import type { Assessment } from '../../assessment/assessment.js'
import type { Inventory } from '../../inventory/schema/inventory.js'
import { edgeUnit } from './edge-unit.js'
import { endFinder } from './ends.js'
import { compileFlows } from './flows.js'
import { placementsOf, siteOf, type Placement } from './placement.js'
import { domainUnit, platformUnit } from './shared-units.js'
import { neighboursWithoutReplica, systemUnit, type SystemContext } from './system-unit.js'
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
  const shares: SiteShare[] = clouds.flatMap((cloud) => {
    const members = placements.filter((placement) => placement.cloud.id === cloud.id)
    const flows = compileFlows(inventory, endFinder(inventory, placements, cloud.id))
    const withoutReplica = new Set(members.filter(({ dr }) => !dr).map(({ system }) => system.id))
    const lostNeighbours = neighboursWithoutReplica(inventory, withoutReplica)
    const shared: CloudContext = { inventory, flows, weights, promoted: new Set(promoted), lostNeighbours }
    return [{ context: shared, members, site: siteOf(cloud, 'primary'), all: members }, ...replicaShares(shared, members)]
  })
  return { place: inventory.place, units: inOrder([...shares.flatMap(systemUnits), ...bySite(shares).flatMap((ofSite) => sharedUnits(inventory, ofSite))]) }
}

interface CloudContext extends SystemContext {
  weights: EdgeWeights
  promoted: ReadonlySet<string>
}

/** What one cloud has at one site. */
interface SiteShare {
  context: CloudContext
  site: Site
  /** What of the cloud's systems lies there. */
  members: readonly Placement[]
  /** All of the cloud's systems: the gateways of a replica's site are as those of the cloud. */
  all: readonly Placement[]
}

/** Replicas of one cloud's systems may lie with several clouds; each of these is a site. */
function replicaShares(context: CloudContext, all: readonly Placement[]): SiteShare[] {
  const homes = new Map(all.flatMap(({ dr }) => (dr ? [[dr.cloud.id, dr.cloud] as const] : [])))
  return [...homes.values()].map((home) => ({ context, site: siteOf(home, 'dr'), members: all.filter(({ dr }) => dr?.cloud.id === home.id), all }))
}

function systemUnits({ context, site, members }: SiteShare): Unit[] {
  const systems = members.map((placement) => systemUnit(context, placement, site, roleAt(context, placement, site)))
  // A route has one home, the site that serves: it must be applied without the other.
  const edges = members.flatMap((placement, index) => {
    const unit = systems[index]!
    return unit.role === 'primary' ? (edgeUnit(placement, unit, context.weights[placement.system.id] ?? unaskedWeight(site)) ?? []) : []
  })
  return [...systems, ...edges]
}

/** Several clouds may keep their replicas at one site. */
function bySite(shares: readonly SiteShare[]): [SiteShare, ...SiteShare[]][] {
  const sites = new Map<string, [SiteShare, ...SiteShare[]]>()
  for (const share of shares) {
    const others = sites.get(share.site.id)
    if (others) others.push(share)
    else sites.set(share.site.id, [share])
  }
  return [...sites.values()]
}

/** A site has one platform stack and one of each domain, for all the clouds that share it. */
function sharedUnits(inventory: Inventory, shares: readonly [SiteShare, ...SiteShare[]]): Unit[] {
  const [{ site }] = shares
  const domains = [...new Set(shares.flatMap(({ members }) => members.map(({ domain }) => domain)))]
  return [
    platformUnit(inventory, site, shares.map(({ context }) => context.flows)),
    ...domains.map((domain) => {
      const sharing = shares.filter(({ members }) => members.some((placement) => placement.domain === domain))
      return domainUnit(inventory, domain, site, sharing.flatMap(({ all }) => all.filter((placement) => placement.domain === domain)))
    }),
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

const kindOrder = ['platform', 'domain', 'system', 'edge'] as const

function inOrder(units: readonly Unit[]): Unit[] {
  const key = ({ kind, name }: Unit): string => `${kindOrder.indexOf(kind)} ${name}`
  return [...units].sort((a, b) => (key(a) < key(b) ? -1 : 1))
}
