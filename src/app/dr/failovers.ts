import { createFilesFailover } from '../../adapters/files/replica/index.js'
import { createMariadbFailover } from '../../adapters/mariadb/failover/index.js'
import { createPostgresFailover } from '../../adapters/postgres/failover/index.js'
import { createLocalHost } from '../../adapters/postgres/replica/local-host.js'
import { systemClock } from '../../adapters/system/clock.js'
import type { Failover } from '../../ports/failover.js'
import type { ReplicaPlace } from '../../ports/replica.js'

/** Who takes over what kind of data, on this machine. */
export function createFailover(): Failover {
  const clock = systemClock
  const postgres = createPostgresFailover({ clock })
  const mariadb = createMariadbFailover({ clock, host: createLocalHost('mysql') })
  const files = createFilesFailover({ clock })
  /** What to do with a place, by whoever knows its kind. */
  function by<T>(place: ReplicaPlace, act: <Place extends ReplicaPlace>(failover: Failover<Place>, place: Place) => T): T {
    if (place.kind === 'files') return act(files, place)
    return act(place.kind === 'postgres' ? postgres : mariadb, place)
  }
  return {
    fence: (place, context) => by(place, (failover, one) => failover.fence(one, context)),
    failover: (place, context) => by(place, (failover, one) => failover.failover(one, context)),
    failback: (place, context, moments) => by(place, (failover, one) => failover.failback(one, context, moments)),
    sides: (place) => by(place, async (failover, one) => (await failover.sides?.(one)) ?? null),
  }
}
