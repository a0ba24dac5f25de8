import type { Clock } from '../../../ports/clock.js'
import type { DatabaseReplicaPlace, Replica } from '../../../ports/replica.js'
import { buildReplica } from './build.js'
import { destroyReplica } from './destroy.js'
import { drillReplica } from './drill.js'
import type { Host } from '../../../ports/host.js'
import { createLocalHost } from './local-host.js'
import { replicaStatus } from './status.js'

export interface PostgresReplicaOptions {
  readonly clock: Clock
  /** The host that replicas live on; this machine when left out. */
  readonly host?: Host
}

/** DR replicas by PostgreSQL's streaming replication, one slot each. The user of the primary must be a superuser. */
export function createPostgresReplica({ clock, host = createLocalHost() }: PostgresReplicaOptions): Replica<DatabaseReplicaPlace> {
  const tools = { clock, host }
  return {
    build: (place, context) => buildReplica(tools, place, context),
    status: (place) => replicaStatus(tools, place),
    drill: (place, context) => drillReplica(tools, place, context),
    destroy: (place) => destroyReplica(tools, place),
  }
}
