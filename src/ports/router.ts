/** Where requests for one system go. Names of the servers are those of the router's own configuration. */
export interface Route {
  readonly backend: string
  readonly source: string
  readonly target: string
  /** The DR site's own server, for a failover; left out where there is none. */
  readonly dr?: string
}

export type RouteSide = 'source' | 'target' | 'dr'

export interface Router {
  /** Which server takes new requests now; `both`: more than one. */
  current(route: Route): Promise<RouteSide | 'both' | 'neither'>
  /** Sends every new request to one side. Repeatable. Rejects when the route has no server for that side. */
  switchTo(route: Route, side: RouteSide): Promise<void>
  close(): Promise<void>
}
