import type { Endpoint, Network } from './network.js'
import { openingsOf, type Opening, type Openings } from './openings.js'
import { everyPort, includesPort, intersectPorts, noPort, unionPorts, type PortSet, type Protocol } from './port-sets.js'

/**
 * What one side says of a flow: `open` where nothing isolates it, `allowed` by the openings named, `other-port` where the openings
 * named are for other ports, `denied` where none is for this peer.
 */
export interface Side {
  readonly state: 'open' | 'allowed' | 'other-port' | 'denied'
  readonly openings: readonly Opening[]
}

/** A flow passes when the egress of its source and the ingress of its target both let it. */
export interface Verdict {
  readonly reachable: boolean
  readonly egress: Side
  readonly ingress: Side
}

export interface ReachablePair {
  readonly from: Endpoint
  readonly to: Endpoint
  /** Never empty. */
  readonly ports: PortSet
}

export interface Evaluator {
  readonly network: Network
  mayReach(from: Endpoint, to: Endpoint, port: number, protocol?: Protocol): Verdict
  /** Ports on which one may reach the other; empty when there is none. */
  portsBetween(from: Endpoint, to: Endpoint): PortSet
  /** Of these the ports that every end in the cluster opens by a rule that states its facts. */
  declaredBetween(from: Endpoint, to: Endpoint): PortSet
  /** Every ordered pair of two different endpoints, one of them at least in the cluster, of which the first may reach the second. */
  reachablePairs(): ReachablePair[]
}

/**
 * What the policies of a cluster allow, by the text of networking.k8s.io/v1 and nothing else; replies are part of the flow that was
 * allowed. Asked about endpoints of the network only. All pairs of 800 systems are asked by what each rule names, not by pairs.
 */
export function evaluator(network: Network): Evaluator {
  const { endpoints } = network
  const openings = openingsOf(network)
  const numbers = new Map(endpoints.map((endpoint, number) => [endpoint, number]))

  const numberOf = (endpoint: Endpoint): number => {
    const number = numbers.get(endpoint)
    if (number === undefined) throw new RangeError(`${endpoint.id} is not of this network`)
    return number
  }
  const portsBetween = (from: Endpoint, to: Endpoint, a = numberOf(from), b = numberOf(to)): PortSet => {
    const out = portsFor(openings[a]?.egress ?? null, b, to)
    return out.length === 0 ? noPort : intersectPorts(out, portsFor(openings[b]?.ingress ?? null, a, to))
  }
  return {
    network,
    portsBetween,
    declaredBetween(from, to) {
      const [a, b] = [numberOf(from), numberOf(to)]
      const stated = (end: Endpoint, rules: readonly Opening[] | null, peer: number): PortSet => {
        if ('addresses' in end) return everyPort
        return portsFor((rules ?? []).filter(({ openedBy }) => openedBy.length > 0), peer, to)
      }
      return intersectPorts(stated(from, openings[a]?.egress ?? null, b), stated(to, openings[b]?.ingress ?? null, a))
    },
    mayReach(from, to, port, protocol = 'TCP') {
      const [a, b] = [numberOf(from), numberOf(to)]
      const egress = sideOf(openings[a]?.egress ?? null, b, to, port, protocol)
      const ingress = sideOf(openings[b]?.ingress ?? null, a, to, port, protocol)
      return { reachable: passes(egress) && passes(ingress), egress, ingress }
    },
    reachablePairs() {
      const targets = targetsOf(openings)
      return endpoints.flatMap((from, a) => targets(a).flatMap((b) => {
        const to = endpoints[b]
        if (to === undefined || a === b || ('addresses' in from && 'addresses' in to)) return []
        const ports = portsBetween(from, to, a, b)
        return ports.length === 0 ? [] : [{ from, to, ports }]
      }))
    },
  }
}

/**
 * Whom an endpoint might reach: those its own openings name, or, where nothing isolates it, those whose openings name it and those that
 * nothing isolates. Few rules name many, so that this is far from all pairs.
 */
function targetsOf(openings: readonly Openings[]): (from: number) => readonly number[] {
  const unisolated = openings.flatMap(({ ingress }, number) => (ingress === null ? [number] : []))
  const admitting = new Map<number, number[]>()
  openings.forEach(({ ingress }, number) => new Set((ingress ?? []).flatMap(({ peers }) => [...peers])).forEach((peer) => {
    const list = admitting.get(peer)
    if (list) list.push(number)
    else admitting.set(peer, [number])
  }))
  return (from) => {
    const egress = openings[from]?.egress ?? null
    const found = egress === null ? [...unisolated, ...(admitting.get(from) ?? [])] : [...new Set(egress.flatMap(({ peers }) => [...peers]))]
    return found.sort((a, b) => a - b)
  }
}

function portsFor(openings: readonly Opening[] | null, peer: number, called: Endpoint): PortSet {
  if (openings === null) return everyPort
  const sets = openings.filter(({ peers }) => peers.has(peer)).map((opening) => opening.portsAt(called))
  return sets.length === 0 ? noPort : unionPorts(sets)
}

function sideOf(openings: readonly Opening[] | null, peer: number, called: Endpoint, port: number, protocol: Protocol): Side {
  if (openings === null) return { state: 'open', openings: [] }
  const named = openings.filter(({ peers }) => peers.has(peer))
  const through = named.filter((opening) => includesPort(opening.portsAt(called), port, protocol))
  if (through.length > 0) return { state: 'allowed', openings: through }
  return { state: named.length > 0 ? 'other-port' : 'denied', openings: named }
}

function passes({ state }: Side): boolean {
  return state === 'open' || state === 'allowed'
}
