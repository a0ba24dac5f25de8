import type { SystemWiring } from '../../flow/run/ports.js'
import type { Clock, Ids } from '../../ports/clock.js'
import type { Failover } from '../../ports/failover.js'
import type { Replica } from '../../ports/replica.js'
import type { RunStore } from '../../ports/run-store.js'

/** What the DR commands of one place touch. */
export interface DrPorts {
  readonly place: string
  readonly failover: Failover
  readonly replica: Replica
  readonly store: RunStore
  readonly clock: Clock
  readonly ids: Ids
  /** Systems of the place that have anything on the DR site, sorted. */
  readonly systems: readonly string[]
  wiring(system: string): Promise<SystemWiring>
}
