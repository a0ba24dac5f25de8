import { DiagnosticError, problem } from '../../diagnostics/diagnostic.js'
import type { Route, Router, RouteSide } from '../../ports/router.js'
import type { LineOptions } from './line.js'
import { milliseconds } from '../../model/duration.js'

/** Which server each backend sends its requests to; the durable truth of simulated routers. */
export type SimulatedRoutes = Map<string, string>

/** A route is known by the servers it was made with; `routes` holds the one in use. */
export function createSimulatedRouter({ clock, latency }: LineOptions, routes: SimulatedRoutes, servers: ReadonlyMap<string, readonly string[]>): Router {
  const check = (route: Route) => {
    const known = servers.get(route.backend) ?? []
    const missing = [route.source, route.target].find((server) => !known.includes(server))
    if (missing === undefined) return
    throw new DiagnosticError(problem('ROUTER_UNKNOWN_SERVER', { backend: route.backend, server: missing, servers: known.join(', ') }))
  }
  return {
    async current(route) {
      await clock.sleep(latency)
      check(route)
      return sideOf(route, routes.get(route.backend))
    },
    async switchTo(route, side) {
      await clock.sleep(milliseconds(Number(latency)))
      check(route)
      const server = route[side]
      if (server === undefined) throw new DiagnosticError(problem('ROUTER_UNKNOWN_SERVER', { backend: route.backend, server: side, servers: '' }))
      routes.set(route.backend, server)
    },
    close: async () => undefined,
  }
}

export function sideOf(route: Route, server: string | undefined): RouteSide | 'neither' {
  return (['source', 'target', 'dr'] as const).find((side) => server !== undefined && route[side] === server) ?? 'neither'
}
