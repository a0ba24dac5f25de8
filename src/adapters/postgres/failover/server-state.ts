import type { Client } from 'pg'
import { seconds } from '../../../model/duration.js'
import type { DatabaseEndpoint } from '../../../ports/data-mover.js'
import type { DatabaseReplicaPlace } from '../../../ports/replica.js'
import { writtenTimeline } from '../replica/drill-checks.js'
import { endpointOf, isUnreachable, maintenanceOf, withSession } from '../replica/session.js'
import { receiverOf } from '../replica/streaming.js'
import { doorClosed } from './door.js'

/** Every promotion opens a timeline above all earlier ones of the same data: of two servers that take writes the higher one was promoted later. */
export interface ServerState {
  readonly standby: boolean
  readonly closed: boolean
  readonly streaming: boolean
  readonly timeline: number
}

/** How long a server that may be lost is waited for. */
export const soon = { connect: seconds(2), query: seconds(10) }

/** Undefined when the server does not answer. */
export function primaryState(place: DatabaseReplicaPlace): Promise<ServerState | undefined> {
  return stateOf(place.system, place.primary)
}

/** Undefined when the server does not answer. */
export function replicaState(place: DatabaseReplicaPlace): Promise<ServerState | undefined> {
  return stateOf(place.system, endpointOf(place))
}

export async function readState(session: Client, system: string): Promise<ServerState> {
  const standby = await isStandby(session)
  const receiver = standby ? await receiverOf(session) : undefined
  return { standby, closed: await doorClosed(session, system), streaming: receiver !== undefined, timeline: standby ? (receiver?.timeline ?? 0) : await writtenTimeline(session) }
}

export async function isStandby(session: Client): Promise<boolean> {
  const { rows } = await session.query<{ standby: boolean }>('SELECT pg_is_in_recovery() AS standby')
  return rows[0]!.standby
}

async function stateOf(system: string, endpoint: DatabaseEndpoint): Promise<ServerState | undefined> {
  try {
    return await withSession(system, maintenanceOf(endpoint), (session) => readState(session, system), soon)
  } catch (error) {
    if (isUnreachable(error)) return undefined
    throw error
  }
}
