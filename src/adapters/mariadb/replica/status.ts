import { milliseconds, seconds, type Duration } from '../../../model/duration.js'
import type { DatabaseReplicaPlace } from '../../../ports/replica.js'
import type { Session } from '../connection.js'
import { streams } from './feed.js'
import { beat, newestBeat, noteBeat } from './heartbeat.js'
import { endpointOf, isUnreachable, onServer } from './session.js'
import type { Tools } from './tools.js'

/** How long a fresh heartbeat is waited for before the age of the last one seen is given instead. */
const patience = { total: seconds(2), pause: milliseconds(5) }

/** `lag`: the time a heartbeat written now takes to be seen on the replica or, when it does not come, the age of the newest one seen. */
export async function replicaStatus(tools: Tools, place: DatabaseReplicaPlace): Promise<{ readonly streaming: boolean; readonly lag: Duration }> {
  try {
    return await onServer(endpointOf(place), 'replica', async (replica) => {
      const before = await streams(replica)
      // Written also when nothing carries it: what a failover would lose is measured against the newest one.
      const writtenAt = await writeBeat(tools, place)
      const lag = milliseconds(await lagOf(tools, place, replica, before ? writtenAt : undefined))
      return { streaming: before && writtenAt !== undefined && await streams(replica), lag }
    })
  } catch (error) {
    if (isUnreachable(error)) return { streaming: false, lag: milliseconds(Infinity) }
    throw error
  }
}

/** When the heartbeat was written, undefined when the primary is away: its replica may take seconds to notice. */
async function writeBeat({ clock, host }: Tools, place: DatabaseReplicaPlace): Promise<number | undefined> {
  try {
    return await onServer(place.primary, 'primary', async (primary) => {
      const at = clock.now()
      await beat(primary, place.system, at)
      await noteBeat(host, place, at)
      return at
    })
  } catch (error) {
    if (isUnreachable(error)) return undefined
    throw error
  }
}

async function lagOf({ clock }: Tools, { system }: DatabaseReplicaPlace, replica: Session, writtenAt: number | undefined): Promise<number> {
  const deadline = clock.now() + patience.total
  while (writtenAt !== undefined && clock.now() < deadline) {
    if (((await newestBeat(replica, system)) ?? 0) >= writtenAt) return clock.now() - writtenAt
    await clock.sleep(patience.pause)
  }
  const newest = await newestBeat(replica, system)
  return newest === undefined ? Infinity : clock.now() - newest
}
