import type { Clock } from '../../../ports/clock.js'
import type { Host } from '../../../ports/host.js'
import type { DatabaseReplicaPlace, Replica } from '../../../ports/replica.js'
import { buildReplica } from './build.js'
import { discardClones, drillReplica } from './drill.js'
import { forgetBeat } from './heartbeat.js'
import { layoutOf, leftovers } from './layout.js'
import { readMarker } from './marker.js'
import { stopLeftovers, stopServer } from './server.js'
import { onServer } from './session.js'
import { replicaStatus } from './status.js'
import type { Tools } from './tools.js'

export interface MariadbReplicaOptions {
  readonly clock: Clock
  /** The host that replicas live on; its programs run as the servers' own user. */
  readonly host: Host
}

/** DR replicas by mariadb-backup and replication with GTID. The user of the primary must be an administrator. */
export function createMariadbReplica(tools: MariadbReplicaOptions): Replica<DatabaseReplicaPlace> {
  return {
    build: (place, context) => buildReplica(tools, place, context),
    status: (place) => replicaStatus(tools, place),
    drill: (place, context) => drillReplica(tools, place, context),
    destroy: (place) => destroyReplica(tools, place),
  }
}

/** The replica's own host first, so that nothing is left running when the primary is away; repeated, the call removes the rest. */
async function destroyReplica(tools: Tools, place: DatabaseReplicaPlace): Promise<void> {
  const { data, beat } = layoutOf(place)
  await readMarker(tools, place, layoutOf(place))
  await discardClones(tools, place)
  await stopLeftovers(tools, data, 'building')
  await stopServer(tools, data)
  const beside = ['cnf', 'log', 'pid', 'sock', 'login', 'tmp'].map((kind) => `${data}.${kind}`)
  for (const path of [data, beat, ...beside, ...await leftovers(tools.host, data, 'building')]) await tools.host.remove(path)
  await onServer(place.primary, 'primary', (primary) => forgetBeat(primary, place.system))
}
