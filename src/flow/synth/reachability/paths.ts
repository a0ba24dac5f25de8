import type { Evaluator, Verdict } from './evaluate.js'
import type { Endpoint } from './network.js'
import { includesPort, type PortSet, type Protocol } from './port-sets.js'

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

/** Every way from one endpoint to another on a port: the direct one first, then over each relay that the first may call at all. */
export function pathsBetween(judge: Evaluator, from: Endpoint, to: Endpoint, port: number, protocol: Protocol = 'TCP'): Path[] {
  const relays = judge.network.endpoints.filter((endpoint) => endpoint.relays !== undefined && endpoint !== from && endpoint !== to)
  return [pathOf([hop(judge, from, to, port, protocol)]), ...relays.map((relay) => over(judge, from, relay, to, port, protocol))]
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
