import type { Inventory } from '../../inventory/schema/inventory.js'
import { labelKeys } from '../labels.js'
import { stackNames } from '../names.js'
import { mergeRules, tcp, type AllowRule } from './allow-rule.js'
import { legacyPath } from './edge-unit.js'
import type { CompiledFlows } from './flows.js'
import { servicePorts } from './flows.js'
import type { Placement } from './placement.js'
import { databasePort, podPort } from './ports.js'
import { sizingOf, standbyReplicas, type DeploymentFacts } from './sizing.js'
import type { DatabaseAccess, PriorityTier, Site, SystemUnit } from './units.js'

const tierOfImportance: Readonly<Record<string, PriorityTier>> = { core: 'critical', important: 'important', general: 'standard' }

/**
 * The unit of one system at one site. A DR deployment that the inventory states is followed as it is: where it differs from the
 * primary's in more than may differ, twin parity reports it.
 */
export function systemUnit(inventory: Inventory, placement: Placement, site: Site, flows: CompiledFlows, withoutReplica: ReadonlySet<string>): SystemUnit {
  const { system, domain, target } = placement
  const deployment = site.role === 'dr' ? placement.dr?.deployment : undefined
  const current = system.deployments?.find(({ env }) => env === 'current')
  const deployments = [...(deployment ? [deployment] : []), ...(system.deployments ?? [])]
  const served = sizingOf(target, current)
  const sizing = deployment?.nodes ? sizingOf(deployment, undefined) : served
  const ports = deployment?.ports?.length ? [...deployment.ports] : servicePorts(system.deployments ?? [])
  const stores = target?.db ?? current?.db ?? []
  const databases = databasesOf(stores, deployment?.db ?? stores)
  const lost = site.role === 'dr' ? lostNeighbours(inventory, system.id, withoutReplica) : lostLegacy(placement)
  return {
    kind: 'system',
    name: stackNames.system(system.id, site.id),
    site,
    dependencies: [stackNames.domain(domain, site.id)],
    system: system.id,
    domain,
    facility: site.role === 'dr' ? (placement.dr?.facility ?? null) : placement.facility,
    classification: system.classified === 'internal' ? 'internal' : 'none',
    priority: tierOfImportance[system.importance ?? 'general'] ?? 'standard',
    image: deployment?.image ?? target?.image ?? null,
    replicas: site.role === 'dr' ? standbyReplicas(modeOf(inventory, system.id), sizing.replicas) : served.replicas,
    servingReplicas: served.replicas,
    size: sizing.size,
    architecture: sizing.architecture,
    ports,
    databases,
    filesGb: (deployment?.files ?? target?.files ?? current?.files)?.sizeGb ?? null,
    rules: mergeRules([...(flows.rules.get(system.id) ?? []), ...ownRules(inventory, domain, ports, databases)]),
    assumed: [...(sizing.assumed ? ['nodes'] : []), ...(deployments.some((known) => known.ports?.length) ? [] : ['ports'])],
    unresolved: [...new Set([...(flows.unresolved.get(system.id) ?? []), ...lost])].sort(),
  }
}

/** Users come through the domain's gateway; databases are reached by address, and only on their port. */
function ownRules(inventory: Inventory, domain: string, ports: readonly number[], databases: readonly DatabaseAccess[]): AllowRule[] {
  const gatewayPeer = { namespaces: { [labelKeys.domain]: domain, [labelKeys.gateway]: domain } }
  const gateway: AllowRule = { name: 'allow-from-gateway', direction: 'ingress', peer: gatewayPeer, ports: tcp(ports.map(podPort)) }
  const cidrs = inventory.domains.find(({ id }) => id === domain)?.cidr ?? []
  if (databases.length === 0 || cidrs.length === 0) return [gateway]
  return [gateway, { name: 'allow-to-databases', direction: 'egress', peer: { cidrs }, ports: tcp(databases.map(({ port }) => port)) }]
}

type Stores = NonNullable<DeploymentFacts['db']>

/** Databases bear the names of the primary's at every site, so that the application finds them by one name wherever it runs. */
function databasesOf(names: Stores, stores: Stores): DatabaseAccess[] {
  return stores.flatMap(({ id, product }, index) => {
    const port = databasePort(product)
    return port === null ? [] : [{ id: names[index]?.id ?? id, product, port }]
  })
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

/** Systems this one cannot do without and that would be missing at the DR site. */
function lostNeighbours(inventory: Inventory, system: string, withoutReplica: ReadonlySet<string>): string[] {
  const needed = inventory.dependencies.filter(({ from, criticality }) => from === system && criticality === 'hard')
  return needed.filter(({ to }) => withoutReplica.has(to)).map(({ to }) => `${to}:no-replica`)
}
