import { DiagnosticError, problem } from '../../diagnostics/diagnostic.js'
import { suggest } from '../../diagnostics/suggest.js'
import type { Duration } from '../../model/duration.js'
import { seconds } from '../../model/duration.js'
import type { Route, Router, RouteSide } from '../../ports/router.js'
import type { RuntimeSocket } from './runtime-socket.js'
import { ask } from './runtime-socket.js'
import type { Answer, ServerRow } from './server-table.js'
import { readAnswer } from './server-table.js'

export interface HaproxyOptions {
  /** Path of a `stats socket … level admin`. */
  readonly socket: string
  /** How long one answer may take. */
  readonly timeout?: Duration
}

/** Routes by HAProxy's runtime API. The state lives in the HAProxy process: a reload without `load-server-state-from-file` forgets it. */
export function createHaproxyRouter({ socket, timeout = seconds(2) }: HaproxyOptions): Router {
  const runtime: RuntimeSocket = { path: socket, timeout }
  const known = new Set<string>()

  /** Reads the backend and makes sure, before anything changes, that it has every server of the route. */
  async function inspect(route: Route): Promise<readonly ServerRow[]> {
    requireNames(route, runtime)
    const servers = requireServers(route, runtime, readAnswer(await ask(runtime, [`show servers state ${route.backend}`])))
    known.add(keyOf(route))
    return servers
  }

  return {
    async current(route) {
      return takerOf(route, await inspect(route))
    },
    async switchTo(route, side) {
      const server = route[side]
      if (server === undefined) throw new DiagnosticError(problem('ROUTER_NO_SUCH_SIDE', { backend: route.backend, side }))
      if (!known.has(keyOf(route))) await inspect(route)
      const servers = requireServers(route, runtime, readAnswer(await ask(runtime, switchCommands(route, server))))
      if (takerOf(route, servers) !== side) throw new DiagnosticError(problem('ROUTER_SERVER_DOWN', { backend: route.backend, server }))
    },
    async close() {
      known.clear()
    },
  }
}

/** The new side is ready before the others leave, so that there is always a server; requests still on the others are cut. */
function switchCommands(route: Route, incoming: string): readonly string[] {
  const { backend } = route
  const outgoing = serversOf(route).filter((server) => server !== incoming)
  return [
    `set server ${backend}/${incoming} state ready`,
    ...outgoing.flatMap((server) => [`set server ${backend}/${server} state maint`, `shutdown sessions server ${backend}/${server}`]),
    `show servers state ${backend}`,
  ]
}

function requireServers(route: Route, { path: socket }: RuntimeSocket, { refusals, servers }: Answer): readonly ServerRow[] {
  const [refusal] = refusals
  if (refusal === 'Permission denied') throw new DiagnosticError(problem('ROUTER_NOT_ALLOWED', { socket }))
  if (servers === undefined && refusal === "Can't find backend.") throw unknownBackend(route, socket)
  if (servers === undefined) throw new DiagnosticError(problem('ROUTER_REFUSED', { socket, answer: refusal ?? '' }))
  for (const server of serversOf(route)) requireServer(route.backend, server, servers.map(({ name }) => name))
  if (refusal !== undefined) throw new DiagnosticError(problem('ROUTER_REFUSED', { socket, answer: refusal }))
  return servers
}

function unknownBackend({ backend }: Route, socket: string): DiagnosticError {
  return new DiagnosticError(problem('ROUTER_UNKNOWN_BACKEND', { socket, backend }))
}

function requireServer(backend: string, server: string, names: readonly string[]): void {
  if (names.includes(server)) return
  const suggestion = suggest(server, names)
  throw new DiagnosticError(problem('ROUTER_UNKNOWN_SERVER', { backend, server, servers: names.join(', ') }, suggestion === undefined ? {} : { suggestion }))
}

/** A space or `;` in a name would start another command. */
function requireNames(route: Route, { path: socket }: RuntimeSocket): void {
  const { backend } = route
  const allowed = /^[\w.:-]+$/
  if (!allowed.test(backend)) throw unknownBackend(route, socket)
  for (const server of serversOf(route)) if (!allowed.test(server)) requireServer(backend, server, [])
}

function takerOf(route: Route, servers: readonly ServerRow[]): RouteSide | 'both' | 'neither' {
  const takes = (name: string | undefined) => servers.some((server) => server.name === name && server.takesRequests)
  const [taker, ...others] = (['source', 'target', 'dr'] as const).filter((side) => takes(route[side]))
  if (taker === undefined) return 'neither'
  return others.length > 0 ? 'both' : taker
}

function serversOf({ source, target, dr }: Route): readonly string[] {
  return dr === undefined ? [source, target] : [source, target, dr]
}

function keyOf(route: Route): string {
  return [route.backend, ...serversOf(route)].join(' ')
}
