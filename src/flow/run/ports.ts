import type { Duration } from '../../model/duration.js'
import type { Archive } from '../../ports/archive.js'
import type { Check, Checks } from '../../ports/checks.js'
import type { Clock, Ids } from '../../ports/clock.js'
import type { DataMove, DataMover, DataSource } from '../../ports/data-mover.js'
import type { Faults } from '../../ports/faults.js'
import type { Replica, ReplicaPlace } from '../../ports/replica.js'
import type { Route, Router } from '../../ports/router.js'
import type { RunStore } from '../../ports/run-store.js'

/** Everything the run may touch. */
export interface RunPorts {
  readonly mover: DataMover
  readonly replica: Replica
  readonly archive: Archive
  readonly checks: Checks
  readonly store: RunStore
  readonly clock: Clock
  readonly ids: Ids
  readonly faults: Faults
  /** How to reach one system; refused for a run of another place, whose servers are not known here. Secrets are read at this moment and kept nowhere. */
  wiring(system: string, run: string): Promise<SystemWiring>
}

/** How one system is reached: null where a system has no such part. */
export interface SystemWiring {
  readonly system: string
  readonly move: DataMove | null
  /** The old side, whether the system moves or is retired. */
  readonly origin: DataSource
  readonly router: Router | null
  readonly route: Route | null
  /** One for each part of the data that the DR site keeps. */
  readonly replicas: readonly ReplicaPlace[]
  readonly checks: readonly Check[]
  readonly archivePath: string | null
  /** Longest outage of a switch before it undoes itself; null: the usual. */
  readonly cutoverDeadline: Duration | null
}
