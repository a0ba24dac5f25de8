import type { Failover } from '../../../ports/failover.js'
import type { DatabaseReplicaPlace } from '../../../ports/replica.js'
import type { Tools } from '../replica/tools.js'
import { failBack } from './fail-back.js'
import { fencePrimary } from './fence.js'
import { readSides } from './sides.js'
import { takeOver } from './take-over.js'

const nobodyWaits = { caughtUp: async () => undefined, opened: async () => undefined }

/** The DR site takes over by its replica and gives back by a copy the other way. The user of the primary must be an administrator. */
export function createMariadbFailover(tools: Tools): Required<Failover<DatabaseReplicaPlace>> {
  return {
    fence: (place, context) => fencePrimary(tools, place, context),
    failover: (place, context) => takeOver(tools, place, context),
    failback: (place, context, moments = nobodyWaits) => failBack(tools, place, context, moments),
    sides: (place) => readSides(tools.host, place),
  }
}
