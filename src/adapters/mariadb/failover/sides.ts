import type { DatabaseEndpoint } from '../../../ports/data-mover.js'
import type { DrSides } from '../../../ports/failover.js'
import type { Host } from '../../../ports/host.js'
import type { DatabaseReplicaPlace } from '../../../ports/replica.js'
import { feedOf } from '../replica/feed.js'
import { endpointOf, isUnreachable, onServer } from '../replica/session.js'
import { doorClosed } from './door.js'
import { answers } from './fence.js'
import { readTakeover, type Takeover } from './takeover.js'

interface ServerState {
  readonly follows: boolean
  readonly closed: boolean
}

/** Reads both servers, and the DR host's note: two servers that follow nobody do not tell by themselves which was promoted later. */
export async function readSides(host: Host, place: DatabaseReplicaPlace): Promise<DrSides> {
  const takeover = await readTakeover(host, place)
  const [old, dr] = await Promise.all([answers(place).then((up) => (up ? stateOf(place, place.primary) : undefined)), stateOf(place, endpointOf(place))])
  const sides = { primary: primarySide(old, takeover), replica: replicaSide(dr) }
  return { ...sides, serving: servingOf(sides), rewind: false, retained: null }
}

async function stateOf({ system }: DatabaseReplicaPlace, endpoint: DatabaseEndpoint): Promise<ServerState | undefined> {
  try {
    return await onServer(endpoint, 'primary', async (server) => ({ follows: (await feedOf(server)) !== undefined, closed: await doorClosed(server, system) }))
  } catch (error) {
    if (isUnreachable(error)) return undefined
    throw error
  }
}

function primarySide(old: ServerState | undefined, takeover: Takeover | undefined): DrSides['primary'] {
  if (!old) return 'unreachable'
  if (old.follows) return 'following'
  if (old.closed) return 'closed'
  return takeover?.stage === 'promoted' ? 'returned' : 'serving'
}

function replicaSide(dr: ServerState | undefined): DrSides['replica'] {
  if (!dr) return 'unreachable'
  if (dr.follows) return 'following'
  return dr.closed ? 'closed' : 'serving'
}

function servingOf({ primary, replica }: Pick<DrSides, 'primary' | 'replica'>): DrSides['serving'] {
  const [old, dr] = [primary === 'serving' || primary === 'returned', replica === 'serving']
  if (old && dr) return 'both'
  if (old || dr) return old ? 'primary' : 'dr'
  return primary === 'unreachable' ? 'unknown' : 'neither'
}
