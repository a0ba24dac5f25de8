import type { Clock } from '../../../ports/clock.js'
import type { Failover } from '../../../ports/failover.js'
import type { Host } from '../../../ports/host.js'
import type { DatabaseReplicaPlace } from '../../../ports/replica.js'
import { createLocalHost } from '../replica/local-host.js'
import { failBack } from './fail-back.js'
import { fencePrimary } from './fence.js'
import { readSides } from './sides.js'
import { takeOver } from './take-over.js'

export interface PostgresFailoverOptions {
  readonly clock: Clock
  /** The host that the replica lives on, and the old primary's files where they can be reached; this machine when left out. */
  readonly host?: Host
}

const nobodyWaits = { caughtUp: async () => undefined, opened: async () => undefined }

/** The DR site takes over by promotion of its standby and gives back by pg_rewind. The user of the primary must be a superuser. */
export function createPostgresFailover({ clock, host = createLocalHost() }: PostgresFailoverOptions): Required<Failover<DatabaseReplicaPlace>> {
  const tools = { clock, host }
  return {
    fence: (place, context) => fencePrimary(tools, place, context),
    failover: (place, context) => takeOver(tools, place, context),
    failback: (place, context, moments = nobodyWaits) => failBack(tools, place, context, moments),
    sides: readSides,
  }
}
