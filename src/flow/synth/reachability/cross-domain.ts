import type { SynthesizedStack } from '../output/read-output.js'
import { evaluator, type Evaluator, type ReachablePair } from './evaluate.js'
import { grouping } from './grouping.js'
import type { Endpoint, Network } from './network.js'
import { intersectPorts, unionPorts, withoutPorts, type PortSet } from './port-sets.js'
import { networksOf } from './read-network.js'

/** One way from an endpoint of one domain to one of another: direct, or over an exchange. */
export interface CrossDomainPath {
  readonly site: string
  readonly from: string
  readonly fromDomain: string
  readonly to: string
  readonly toDomain: string
  /** Endpoint of the exchange; null for a direct flow. */
  readonly via: string | null
  readonly ports: PortSet
  /** Of these the ports that every rule on the way opens by facts of the inventory. */
  readonly declared: PortSet
  /** Facts of the inventory behind it, as the policies say. */
  readonly openedBy: readonly string[]
}

/** Every path between two domains that a network allows, sorted by its ends. */
export function crossDomainPaths(network: Network): CrossDomainPath[] {
  const judge = evaluator(network)
  const pairs = judge.reachablePairs()
  const direct = pairs.flatMap(({ from, to, ports }) => pathOf(judge, from, null, to, ports))
  return [...direct, ...relayed(judge, pairs)].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
}

/** Two flows over an exchange are a path on the ports that both allow: it calls on the port it was called on. */
function relayed(judge: Evaluator, pairs: readonly ReachablePair[]): CrossDomainPath[] {
  const exchanges = new Set(pairs.flatMap(({ from, to }) => [from, to]).filter(({ relays }) => relays === 'same-port'))
  const grouped = (end: 'from' | 'to') => grouping(pairs.filter((pair) => exchanges.has(pair[end])), (pair) => pair[end])
  const [calls, called] = [grouped('to'), grouped('from')]
  return [...exchanges].flatMap((via) => (calls.get(via) ?? []).flatMap((into) => (called.get(via) ?? []).flatMap((out) => {
    return pathOf(judge, into.from, via, out.to, intersectPorts(into.ports, out.ports))
  })))
}

function pathOf(judge: Evaluator, from: Endpoint, via: Endpoint | null, to: Endpoint, ports: PortSet): CrossDomainPath[] {
  const [span] = ports
  if (span === undefined || from.domain === null || to.domain === null || from.domain === to.domain) return []
  const hops = via === null ? [[from, to] as const] : [[from, via] as const, [via, to] as const]
  const verdicts = hops.map(([a, b]) => judge.mayReach(a, b, span.first, span.protocol))
  const openedBy = verdicts.flatMap(({ egress, ingress }) => [...egress.openings, ...ingress.openings]).flatMap((opening) => opening.openedBy)
  const declared = hops.reduce<PortSet>((left, [a, b]) => intersectPorts(left, judge.declaredBetween(a, b)), ports)
  return [{
    site: judge.network.site, from: from.id, fromDomain: from.domain, to: to.id, toDomain: to.domain, via: via?.id ?? null, ports, declared,
    openedBy: [...new Set(openedBy)].sort(),
  }]
}

/**
 * Paths between domains that are there after and were not before, and of paths that were, the ports that are new. Stacks that are
 * only on one side count: a stack that is planned for the first time brings all its paths.
 */
export function newCrossDomainPaths(before: readonly SynthesizedStack[], after: readonly SynthesizedStack[]): CrossDomainPath[] {
  const known = grouping(networksOf(before, after).flatMap(crossDomainPaths), endsOf)
  return networksOf(after, before).flatMap(crossDomainPaths).flatMap((path) => {
    const ports = withoutPorts(path.ports, unionPorts((known.get(endsOf(path)) ?? []).map((other) => other.ports)))
    return ports.length === 0 ? [] : [{ ...path, ports, declared: intersectPorts(path.declared, ports) }]
  })
}

function endsOf({ site, from, fromDomain, to, toDomain }: CrossDomainPath): string {
  return [site, fromDomain, from, toDomain, to].join(' ')
}

function keyOf(path: CrossDomainPath): string {
  return `${endsOf(path)} ${path.via ?? ''}`
}
