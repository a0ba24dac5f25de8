/** Where requests for one system go. Names of the two servers are those of the router's own configuration. */
export interface Route {
  readonly backend: string
  readonly source: string
  readonly target: string
}

export interface Router {
  /** Which server takes new requests now. */
  current(route: Route): Promise<'source' | 'target' | 'both' | 'neither'>
  /** Sends every new request to one side. Repeatable. */
  switchTo(route: Route, side: 'source' | 'target'): Promise<void>
  close(): Promise<void>
}
