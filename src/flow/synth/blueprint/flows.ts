import type { Inventory } from '../../inventory/schema/inventory.js'
import { tcp, type AllowRule, type RulePeer } from './allow-rule.js'
import type { End, EndFinder } from './ends.js'
import { assumedServicePort, databasePort, podPort, unstatedPort } from './ports.js'

type DependencyFacts = Inventory['dependencies'][number]

/** Rules by the record whose namespace they open, and the dependencies that no rule can carry. */
export interface CompiledFlows {
  rules: Map<string, AllowRule[]>
  unresolved: Map<string, string[]>
}

/** Kinds that need no path through the network. */
const offline: readonly DependencyFacts['kind'][] = ['manual', 'hardware']

/**
 * Compiles declared dependencies to openings on both sides. Inside one domain the two ends see each other; between two domains
 * each sees only the exchange, and the exchange sees both: there is no other rule that names an end of another domain.
 */
export function compileFlows(inventory: Inventory, ends: EndFinder): CompiledFlows {
  const compiled: CompiledFlows = { rules: new Map(), unresolved: new Map() }
  for (const dependency of inventory.dependencies.filter(({ kind }) => !offline.includes(kind))) addDependency(compiled, inventory, ends, dependency)
  return compiled
}

function addDependency(compiled: CompiledFlows, inventory: Inventory, ends: EndFinder, dependency: DependencyFacts): void {
  for (const [client, server] of directions(dependency)) {
    const from = ends.find(client)
    const to = dependency.kind === 'tables' ? ends.findData(server) : ends.find(server)
    if (!from?.placed && !to?.placed) continue
    if (!from || !to) push(compiled.unresolved, from?.id ?? server, `${from ? server : client}:unknown`)
    else connect(compiled, ends, dependency, from, to, serverPorts(inventory, dependency, to))
  }
}

/** `from` needs `to`: it calls it, unless `to` delivers by itself (push). */
function directions({ from, to, direction }: DependencyFacts): [client: string, server: string][] {
  if (direction === 'both') return [[from, to], [to, from]]
  return direction === 'push' ? [[to, from]] : [[from, to]]
}

function connect(compiled: CompiledFlows, ends: EndFinder, dependency: DependencyFacts, from: End, to: End, ports: number[]): void {
  if (from.domain === null || to.domain === null || from.domain === to.domain) return open(compiled, from, to, ports)
  // A sharing platform that carries the data is reached across domains by the same gateway as everything else.
  const via = dependency.via && ends.isExchange(dependency.via) ? dependency.via : ends.exchangeBetween(from.domain, to.domain)
  const exchange = via === null ? null : ends.find(via)
  if (!exchange) return push(compiled.unresolved, from.placed ? from.id : to.id, `${from.placed ? to.id : from.id}:no-exchange`)
  open(compiled, from, exchange, ports)
  open(compiled, exchange, to, ports)
}

function open(compiled: CompiledFlows, from: End, to: End, ports: number[]): void {
  if (from.placed) push(compiled.rules, from.id, rule('egress', to.id, to.peer, ports))
  if (to.placed) push(compiled.rules, to.id, rule('ingress', from.id, from.peer, ports))
}

function rule(direction: AllowRule['direction'], other: string, peer: RulePeer, ports: number[]): AllowRule {
  return { name: `allow-${direction === 'egress' ? 'to' : 'from'}-${other}`, direction, peer, ports: tcp(ports) }
}

function serverPorts(inventory: Inventory, { kind, port }: DependencyFacts, to: End): number[] {
  const deployments = inventory.systems.find(({ id }) => id === to.id)?.deployments ?? []
  if (kind === 'tables') return port ? [port] : deployments.flatMap(({ db }) => db ?? []).flatMap(({ product }) => databasePort(product) ?? [])
  if (port) return [to.placed ? podPort(port) : port]
  if (!to.placed) return [unstatedPort]
  if (to.domain === null) return [podPort(unstatedPort)]
  return servicePorts(deployments).map(podPort)
}

/** Ports of the target deployment, else those of today's. */
export function servicePorts(deployments: NonNullable<Inventory['systems'][number]['deployments']>): number[] {
  const stated = deployments.find(({ env, ports }) => env === 'target' && ports?.length) ?? deployments.find(({ ports }) => ports?.length)
  return stated?.ports ? [...stated.ports] : [assumedServicePort]
}

function push<Value>(map: Map<string, Value[]>, key: string, value: Value): void {
  map.set(key, [...(map.get(key) ?? []), value])
}
