import { createMariadbFailover } from '../../adapters/mariadb/failover/index.js'
import { createPostgresFailover } from '../../adapters/postgres/failover/index.js'
import { createLocalHost } from '../../adapters/postgres/replica/local-host.js'
import { systemClock } from '../../adapters/system/clock.js'
import { DiagnosticError, problem } from '../../diagnostics/diagnostic.js'
import type { Failover } from '../../ports/failover.js'
import type { DatabaseReplicaPlace, ReplicaPlace } from '../../ports/replica.js'

/** Who takes over what kind of data. */
export function createFailover(): Failover {
  const byKind = {
    postgres: createPostgresFailover({ clock: systemClock }),
    mariadb: createMariadbFailover({ clock: systemClock, host: createLocalHost('mysql') }),
  }
  const part = (place: ReplicaPlace): [Required<Failover<DatabaseReplicaPlace>>, DatabaseReplicaPlace] => {
    if (place.kind === 'files') throw new DiagnosticError(problem('DR_PART_BY_HAND', { system: place.system, kind: place.kind }))
    return [byKind[place.kind], place]
  }
  return {
    async fence(place, context) { const [failover, one] = part(place); return failover.fence(one, context) },
    async failover(place, context) { const [failover, one] = part(place); return failover.failover(one, context) },
    async failback(place, context, moments) { const [failover, one] = part(place); return failover.failback(one, context, moments) },
    async sides(place) { const [failover, one] = part(place); return failover.sides(one) },
  }
}
