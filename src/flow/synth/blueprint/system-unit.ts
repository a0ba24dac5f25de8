import type { Inventory } from '../../inventory/schema/inventory.js'
import { stackNames } from '../names.js'
import { mergeRules } from './allow-rule.js'
import { assumedOfDatabases, databasesOf, type DatabaseFacts } from './database-units.js'
import { legacyPath } from './edge-unit.js'
import type { CompiledFlows } from './flows.js'
import type { Placement } from './placement.js'
import { assumedServicePort, clientPorts, frontOf } from './ports.js'
import { quotaOf } from './quota.js'
import { sizingOf, type DeploymentFacts, type Sizing } from './sizing.js'
import { systemRules } from './system-rules.js'
import type { PriorityTier, Site, SiteRole, SystemUnit, WorkloadUnit } from './units.js'
import { planWorkloads, type PlannedWorkload, type RunningFacts } from './workload-units.js'

const tierOfImportance: Readonly<Record<string, PriorityTier>> = { core: 'critical', important: 'important', general: 'standard' }

/** What all units of one cloud's systems share. */
export interface SystemContext {
  inventory: Inventory
  flows: CompiledFlows
  /** By system, what would be missing at the DR site. */
  lostNeighbours: ReadonlyMap<string, readonly string[]>
}

/**
 * The unit of one system at one site. A DR deployment that the inventory states is followed as it is: where it differs from the
 * primary's in more than may differ, twin parity reports it.
 */
export function systemUnit({ inventory, flows, lostNeighbours }: SystemContext, placement: Placement, site: Site, role: SiteRole): SystemUnit {
  const { system, domain } = placement
  const facts = siteFacts(placement, site)
  const { stated } = facts
  const ports = facts.ports ?? [assumedServicePort]
  const running = runningFacts(inventory, placement, facts, role, ports)
  const { workloads, assumed } = planWorkloads(running)
  const servers = stated?.nodes ? stated : placement.target
  const stores: DatabaseFacts = { placement, site, role, mode: running.mode, names: facts.stores, stores: stated?.db ?? facts.stores, deployment: servers }
  const databases = databasesOf(stores)
  const clusters = databases.flatMap(({ cluster }) => cluster ?? [])
  const lost = site.role === 'dr' ? (lostNeighbours.get(system.id) ?? []) : lostLegacy(placement)
  const own = systemRules({ system: system.id, domain, cidrs: cidrsOf(inventory, domain), ports, workloads, databases })
  return {
    kind: 'system',
    name: stackNames.system(system.id, site.id),
    site,
    dependencies: [stackNames.domain(domain, site.id)],
    system: system.id,
    role,
    domain,
    facility: site.role === 'dr' ? (placement.dr?.facility ?? null) : placement.facility,
    classification: system.classified === 'internal' ? 'internal' : 'none',
    priority: tierOfImportance[system.importance ?? 'general'] ?? 'standard',
    workloads: workloads.filter(hasImage),
    front: frontName(system.id, running, ports),
    quota: quotaOf(workloads, clusters),
    nodeSelector: {
      ...(facts.sizing.architecture ? { 'kubernetes.io/arch': facts.sizing.architecture } : {}),
      ...(placement.zone === 'xinchuang' ? site.xinchuangNodes : {}),
    },
    ports,
    databases,
    rules: mergeRules([...(flows.rules.get(system.id) ?? []), ...own]),
    assumed: [...assumed, ...(facts.ports ? [] : ['ports']), ...assumedOfDatabases(stores)],
    unresolved: [...new Set([...(flows.unresolved.get(system.id) ?? []), ...lost])].sort(),
    lacks: site.cloudNativePg ? [] : databases.filter(({ cluster }) => cluster !== null).map(({ id }) => `cloudnative-pg:${id}`),
  }
}

interface SiteFacts {
  /** The DR deployment, at the DR site, when the inventory states one. */
  stated: DeploymentFacts | undefined
  current: DeploymentFacts | undefined
  sizing: Sizing
  served: Sizing
  /** Null where no deployment says. */
  ports: number[] | null
  stores: NonNullable<DeploymentFacts['db']>
}

function siteFacts({ system, target, dr }: Placement, site: Site): SiteFacts {
  const stated = site.role === 'dr' ? dr?.deployment : undefined
  const known = system.deployments ?? []
  const current = known.find(({ env }) => env === 'current')
  const served = sizingOf(target, current)
  const inOrder = [...(stated ? [stated] : []), ...(target ? [target] : []), ...known]
  const ports = inOrder.map((deployment) => clientPorts(system.id, deployment)).find((list) => list.length > 0) ?? null
  return { stated, current, served, sizing: stated?.nodes ? sizingOf(stated, undefined) : served, ports, stores: target?.db ?? current?.db ?? [] }
}

function runningFacts(inventory: Inventory, { system, target }: Placement, facts: SiteFacts, role: SiteRole, ports: readonly number[]): RunningFacts {
  const { stated, current, sizing, served } = facts
  return {
    system: system.id,
    role,
    mode: modeOf(inventory, system.id),
    image: stated?.image ?? target?.image ?? null,
    listed: stated?.workloads ?? (stated?.image ? [] : (target?.workloads ?? [])),
    nodes: stated?.nodes ?? target?.nodes ?? current?.nodes ?? [],
    current,
    sizing,
    serving: served.replicas,
    ports,
    filesGb: (stated?.files ?? target?.files ?? current?.files)?.sizeGb ?? null,
    usage: inventory.usage,
  }
}

function hasImage(workload: PlannedWorkload): workload is WorkloadUnit {
  return workload.image !== null
}

function frontName(system: string, { listed }: RunningFacts, ports: readonly number[]): string {
  return frontOf(system, { ports: [...ports], workloads: [...listed] })?.name ?? listed.find(({ kind }) => kind !== 'cron_job')?.name ?? system
}

function cidrsOf({ domains }: Inventory, domain: string): readonly string[] {
  return domains.find(({ id }) => id === domain)?.cidr ?? []
}

/** A replica without a policy is kept warm. */
function modeOf(inventory: Inventory, system: string): 'cold' | 'warm' | 'hot' | 'active' {
  return inventory.drPolicies.find(({ systems }) => systems.includes(system))?.mode ?? 'warm'
}

/** The old side, when the gateway cannot reach it: shifting weights would send users nowhere. */
function lostLegacy(placement: Placement): string[] {
  const path = legacyPath(placement)
  return path === null || path === 'open' ? [] : [`legacy:${path}`]
}

/** By system, those it cannot do without and that would be missing at the DR site. */
export function neighboursWithoutReplica({ dependencies }: Inventory, withoutReplica: ReadonlySet<string>): ReadonlyMap<string, readonly string[]> {
  const lost = new Map<string, string[]>()
  for (const { from, to, criticality } of dependencies) {
    if (criticality === 'hard' && withoutReplica.has(to)) lost.set(from, [...(lost.get(from) ?? []), `${to}:no-replica`])
  }
  return lost
}
