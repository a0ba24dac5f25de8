import type { Evaluator, Verdict } from './evaluate.js'
import type { Endpoint } from './network.js'
import { includesPort, intersectPorts, noPort, unionPorts, type PortSet, type Protocol } from './port-sets.js'

/** One flow of a path, on the port it was judged for. */
export interface Hop {
  readonly from: Endpoint
  readonly to: Endpoint
  readonly port: number
  readonly verdict: Verdict
}

/** A direct flow, or one to a relay and one from there. */
export interface Path {
  readonly hops: readonly Hop[]
  readonly reachable: boolean
}

/** Every way from one endpoint to another on a port: the direct one first, then over each relay. */
export function pathsBetween(judge: Evaluator, from: Endpoint, to: Endpoint, port: number, protocol: Protocol = 'TCP'): [Path, ...Path[]] {
  return [pathOf([hop(judge, from, to, port, protocol)]), ...relaysBetween(judge, from, to).map((relay) => over(judge, from, relay, to, port, protocol))]
}

/** Ports on which there is a way from one to the other, directly or over a relay. */
export function openPorts(judge: Evaluator, from: Endpoint, to: Endpoint): PortSet {
  const overRelays = relaysBetween(judge, from, to).map((relay) => {
    const [into, out] = [judge.portsBetween(from, relay), judge.portsBetween(relay, to)]
    if (relay.relays === 'same-port') return intersectPorts(into, out)
    return into.length > 0 ? out : noPort
  })
  return unionPorts([judge.portsBetween(from, to), ...overRelays])
}

function relaysBetween({ network }: Evaluator, from: Endpoint, to: Endpoint): Endpoint[] {
  return network.endpoints.filter((endpoint) => endpoint.relays !== undefined && endpoint !== from && endpoint !== to)
}

function over(judge: Evaluator, from: Endpoint, relay: Endpoint, to: Endpoint, port: number, protocol: Protocol): Path {
  const entry = relay.relays === 'same-port' ? port : (firstPort(judge.portsBetween(from, relay), port, protocol) ?? port)
  return pathOf([hop(judge, from, relay, entry, protocol), hop(judge, relay, to, port, protocol)])
}

function firstPort(ports: PortSet, wanted: number, protocol: Protocol): number | undefined {
  return includesPort(ports, wanted, protocol) ? wanted : ports.find((span) => span.protocol === protocol)?.first
}

function hop(judge: Evaluator, from: Endpoint, to: Endpoint, port: number, protocol: Protocol): Hop {
  return { from, to, port, verdict: judge.mayReach(from, to, port, protocol) }
}

function pathOf(hops: readonly Hop[]): Path {
  return { hops, reachable: hops.every(({ verdict }) => verdict.reachable) }
}
