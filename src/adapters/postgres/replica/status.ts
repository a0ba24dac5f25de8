import type { Client } from 'pg'
import type { Duration } from '../../../model/duration.js'
import { milliseconds, seconds } from '../../../model/duration.js'
import type { DatabaseReplicaPlace } from '../../../ports/replica.js'
import { beat, newestBeat, noteBeat } from './heartbeat.js'
import { endpointOf, isUnreachable, maintenanceOf, withSession } from './session.js'
import { receiverOf } from './streaming.js'
import type { Tools } from './tools.js'

export interface ReplicaStatus {
  readonly streaming: boolean
  readonly lag: Duration
}

/** How long a fresh heartbeat is waited for before the age of the last one seen is given instead. */
const patience = { total: seconds(2), pause: milliseconds(5) }

/**
 * `lag`: the time a heartbeat written now takes to be seen on the replica or, when it does not come, the age of the newest one seen.
 * A replica that does not answer does not stream and its lag is infinite.
 */
export async function replicaStatus(tools: Tools, place: DatabaseReplicaPlace): Promise<ReplicaStatus> {
  try {
    return await withSession(place.system, maintenanceOf(endpointOf(place)), async (replica) => {
      const receiver = await receiverOf(replica)
      // Written also when nothing carries it: what a failover would lose is measured against the newest one.
      const writtenAt = await writeBeat(tools, place)
      const lag = milliseconds(await lagOf(tools, place, replica, receiver && writtenAt))
      return { streaming: writtenAt !== undefined && (await receiverOf(replica)) !== undefined, lag }
    })
  } catch (error) {
    if (isUnreachable(error)) return { streaming: false, lag: milliseconds(Infinity) }
    throw error
  }
}

/** When the heartbeat was written, undefined when the primary is away: its replica may take a minute to notice. */
async function writeBeat(tools: Tools, place: DatabaseReplicaPlace): Promise<number | undefined> {
  try {
    return await withSession(place.system, maintenanceOf(place.primary), async (primary) => {
      const at = tools.clock.now()
      await beat(primary, place.system, at)
      await noteBeat(tools.host, place, at)
      return at
    })
  } catch (error) {
    if (isUnreachable(error)) return undefined
    throw error
  }
}

async function lagOf({ clock }: Tools, { system }: DatabaseReplicaPlace, replica: Client, writtenAt: number | undefined): Promise<number> {
  const deadline = clock.now() + patience.total
  while (writtenAt !== undefined && clock.now() < deadline) {
    if (((await newestBeat(replica, system)) ?? 0) >= writtenAt) return clock.now() - writtenAt
    await clock.sleep(patience.pause)
  }
  const newest = await newestBeat(replica, system)
  return newest === undefined ? Infinity : clock.now() - newest
}
