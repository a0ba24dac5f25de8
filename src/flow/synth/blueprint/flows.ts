import type { Inventory } from '../../inventory/schema/inventory.js'
import { fact, type Fact } from '../facts.js'
import { labelKeys } from '../labels.js'
import { tcp, type AllowRule, type RulePeer } from './allow-rule.js'
import type { End, EndFinder } from './ends.js'
import { assumedServicePort, clientPorts, databasePort, podPort, unstatedPort } from './ports.js'
import { ruleNames } from './rule-names.js'

type DependencyFacts = Inventory['dependencies'][number]

/** Rules by the system whose namespace they open, and by the exchange: one of each may have the same id. And the dependencies that no rule can carry. */
export interface CompiledFlows {
  rules: Map<string, AllowRule[]>
  exchanges: Map<string, AllowRule[]>
  unresolved: Map<string, string[]>
}

/** Kinds that need no path through the network. */
const offline: readonly DependencyFacts['kind'][] = ['manual', 'hardware']

/**
 * Compiles declared dependencies to openings on both sides. Inside one domain the two ends see each other; between two domains
 * each sees only a channel of the exchange, and the channel sees both: there is no rule that names an end of another domain. A
 * channel passes on to one system only, so that of two flows over one exchange nobody gets the other's target.
 */
export function compileFlows(inventory: Inventory, ends: EndFinder): CompiledFlows {
  const compiled: CompiledFlows = { rules: new Map(), exchanges: new Map(), unresolved: new Map() }
  for (const dependency of inventory.dependencies.filter(({ kind }) => !offline.includes(kind))) addDependency(compiled, inventory, ends, dependency)
  return compiled
}

/** One flow to be opened, with the dependency that asks for it. */
interface Flow {
  from: End
  to: End
  ports: number[]
  because: Fact
}

function addDependency(compiled: CompiledFlows, inventory: Inventory, ends: EndFinder, dependency: DependencyFacts): void {
  const because = fact.dependency(dependency.from, dependency.to, dependency.kind)
  for (const [client, server] of directions(dependency)) {
    const from = ends.find(client)
    const to = dependency.kind === 'tables' ? ends.findData(server) : ends.find(server)
    if (!from?.placed && !to?.placed) continue
    if (!from || !to) push(compiled.unresolved, from?.id ?? server, `${from ? server : client}:unknown`)
    else connect(compiled, ends, dependency.via, { from, to, ports: serverPorts(inventory, dependency, to), because })
  }
}

/** `from` needs `to`: it calls it, unless `to` delivers by itself (push). */
function directions({ from, to, direction }: DependencyFacts): [client: string, server: string][] {
  if (direction === 'both') return [[from, to], [to, from]]
  return direction === 'push' ? [[to, from]] : [[from, to]]
}

function connect(compiled: CompiledFlows, ends: EndFinder, stated: string | undefined, flow: Flow): void {
  const { from, to } = flow
  if (from.domain === null || to.domain === null || from.domain === to.domain) return open(compiled, flow)
  const give = (reason: string): void => push(compiled.unresolved, from.placed ? from.id : to.id, `${from.placed ? to.id : from.id}:${reason}`)
  if (ends.areIsolated(from.domain, to.domain)) return give('isolated')
  // A sharing platform that carries the data is reached across domains by the same gateway as everything else.
  const via = stated && ends.isExchange(stated) ? stated : ends.exchangeBetween(from.domain, to.domain)
  if (via === null) return give('no-exchange')
  openOver(compiled, via, flow)
}

function open(compiled: CompiledFlows, { from, to, ports, because }: Flow): void {
  const rule = { ports: tcp(ports), because: [because] }
  if (from.placed) push(compiled.rules, from.id, { ...rule, name: ruleNames.to(to.id), direction: 'egress', ...ownOf(from), peer: to.peer })
  if (to.placed) push(compiled.rules, to.id, { ...rule, name: ruleNames.from(from.id), direction: 'ingress', ...ownOf(to), peer: from.peer })
}

/** Both halves: to the channel of the system that is called, and from there to the system. */
function openOver(compiled: CompiledFlows, via: string, { from, to, ports, because }: Flow): void {
  const own = { [labelKeys.channel]: to.id }
  const peer: RulePeer = { namespaces: { [labelKeys.exchange]: via }, pods: own }
  const rule = { ports: tcp(ports), because: [because] }
  if (from.placed) push(compiled.rules, from.id, { ...rule, name: ruleNames.to(via), direction: 'egress', peer })
  push(compiled.exchanges, via, { ...rule, name: ruleNames.channel(from.id, to.id), direction: 'ingress', own, peer: from.peer })
  push(compiled.exchanges, via, { ...rule, name: ruleNames.to(to.id), direction: 'egress', own, peer: to.peer })
  if (to.placed) push(compiled.rules, to.id, { ...rule, name: ruleNames.from(via), direction: 'ingress', peer })
}

function ownOf({ own }: End): Pick<AllowRule, 'own'> {
  return own ? { own } : {}
}

function serverPorts(inventory: Inventory, { kind, port }: DependencyFacts, to: End): number[] {
  const deployments = inventory.systems.find(({ id }) => id === to.id)?.deployments ?? []
  if (kind === 'tables') return port ? [port] : deployments.flatMap(({ db }) => db ?? []).flatMap(({ product }) => databasePort(product) ?? [])
  if (port) return [to.placed ? podPort(port) : port]
  if (!to.placed) return [unstatedPort]
  if (to.domain === null) return [podPort(unstatedPort)]
  return servicePorts(to.id, deployments).map(podPort)
}

/** Ports of the target deployment, else those of today's. */
export function servicePorts(system: string, deployments: NonNullable<Inventory['systems'][number]['deployments']>): number[] {
  const inOrder = [...deployments.filter(({ env }) => env === 'target'), ...deployments]
  return inOrder.map((deployment) => clientPorts(system, deployment)).find((ports) => ports.length > 0) ?? [assumedServicePort]
}

function push<Value>(map: Map<string, Value[]>, key: string, value: Value): void {
  map.set(key, [...(map.get(key) ?? []), value])
}
