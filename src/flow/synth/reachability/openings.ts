import type { Endpoint, Network, Policy, PolicyPort, PolicyRule } from './network.js'
import { peerResolver, type PeerResolver } from './peers.js'
import { everyPort, lastPort, noPort, onePort, unionPorts, type PortSet } from './port-sets.js'
import { selectorMatches } from './selectors.js'

export type Direction = 'ingress' | 'egress'

/** A rule that applies to an endpoint: whom it lets through, and on which ports of the side that is called. */
export interface Opening {
  readonly policy: Policy
  readonly direction: Direction
  /** Place of the rule in its policy, from 0. */
  readonly rule: number
  readonly openedBy: readonly string[]
  readonly peers: ReadonlySet<number>
  portsAt(called: Endpoint): PortSet
}

/** What applies to one endpoint each way: null when nothing isolates it, so that everything passes. */
export interface Openings {
  readonly ingress: readonly Opening[] | null
  readonly egress: readonly Opening[] | null
}

/** Openings of every endpoint, in the order of the network. Endpoints outside the cluster are isolated by nothing. */
export function openingsOf(network: Network): readonly Openings[] {
  const resolve = peerResolver(network)
  const policies = new Map<string, { policy: Policy; both: Openings }[]>()
  for (const policy of network.policies) {
    const here = policies.get(policy.namespace) ?? []
    policies.set(policy.namespace, here)
    here.push({ policy, both: { ingress: rulesOf(policy, 'ingress', resolve), egress: rulesOf(policy, 'egress', resolve) } })
  }
  return network.endpoints.map((endpoint) => {
    const here = 'namespace' in endpoint ? (policies.get(endpoint.namespace) ?? []) : []
    const mine = here.filter(({ policy }) => 'namespace' in endpoint && selectorMatches(policy.selects, endpoint.labels))
    return { ingress: together(mine.map(({ both }) => both.ingress)), egress: together(mine.map(({ both }) => both.egress)) }
  })
}

/** Policies add up: one that isolates is enough to isolate, and whatever one of them opens is open. */
function together(parts: readonly (readonly Opening[] | null)[]): readonly Opening[] | null {
  const isolating = parts.filter((part) => part !== null)
  return isolating.length === 0 ? null : isolating.flat()
}

function rulesOf(policy: Policy, direction: Direction, resolve: PeerResolver): readonly Opening[] | null {
  return policy[direction]?.map(({ peers, ports, openedBy }, rule) => {
    return { policy, direction, rule, openedBy, peers: resolve(peers, policy.namespace), portsAt: portsOf(ports) }
  }) ?? null
}

function portsOf(ports: PolicyRule['ports']): (called: Endpoint) => PortSet {
  if (ports.length === 0) return () => everyPort
  if (ports.some(({ port }) => typeof port === 'string')) return (called) => unionPorts(ports.map((port) => spanOf(port, called)))
  const numbered = unionPorts(ports.map((port) => spanOf(port, null)))
  return () => numbered
}

/** A named port is the port of that name which the called pods have; addresses have no names. */
function spanOf({ protocol, port, endPort }: PolicyPort, called: Endpoint | null): PortSet {
  if (port === null) return [{ protocol, first: 1, last: lastPort }]
  if (typeof port === 'number') return [{ protocol, first: port, last: endPort ?? port }]
  const named = called !== null && 'ports' in called ? called.ports : []
  const found = named.filter((known) => known.name === port && known.protocol === protocol)
  return found.length === 0 ? noPort : unionPorts(found.map((known) => onePort(known.port, protocol)))
}
