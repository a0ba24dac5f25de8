import type { Client } from 'pg'
import type { DrSides } from '../../../ports/failover.js'
import type { DatabaseReplicaPlace } from '../../../ports/replica.js'
import { layoutOf } from '../replica/layout.js'
import { endpointOf, maintenanceOf, withSession } from '../replica/session.js'
import type { ServerState } from './server-state.js'
import { primaryState, replicaState, soon } from './server-state.js'

/** Reads both servers, each within 2 s or not at all. */
export async function readSides(place: DatabaseReplicaPlace): Promise<DrSides> {
  const [primary, replica] = await Promise.all([primaryState(place), replicaState(place)])
  const sides = { primary: primarySide(primary, replica), replica: replicaSide(replica) }
  const asked = sides.replica === 'serving' ? endpointOf(place) : primary ? place.primary : replica ? endpointOf(place) : undefined
  const more = asked && await withSession(place.system, maintenanceOf(asked), (session) => wayBack(session, layoutOf(place).slot), soon)
  return { ...sides, serving: servingOf(sides), rewind: more?.rewind ?? null, retained: more?.retained ?? null }
}

function primarySide(primary: ServerState | undefined, replica: ServerState | undefined): DrSides['primary'] {
  if (!primary) return 'unreachable'
  if (primary.standby) return 'following'
  if (replica && !replica.standby && replica.timeline > primary.timeline) return primary.closed ? 'closed' : 'returned'
  return primary.closed ? 'closed' : 'serving'
}

function replicaSide(replica: ServerState | undefined): DrSides['replica'] {
  if (!replica) return 'unreachable'
  if (replica.standby) return 'following'
  return replica.closed ? 'closed' : 'serving'
}

function servingOf({ primary, replica }: Pick<DrSides, 'primary' | 'replica'>): DrSides['serving'] {
  const [old, dr] = [primary === 'serving' || primary === 'returned', replica === 'serving']
  if (old && dr) return 'both'
  if (old || dr) return old ? 'primary' : 'dr'
  return primary === 'unreachable' ? 'unknown' : 'neither'
}

async function wayBack(session: Client, slot: string): Promise<{ readonly rewind: boolean; readonly retained: number | null }> {
  const { rows } = await session.query<{ rewind: boolean; retained: string | null }>(
    `SELECT 'on' IN (current_setting('data_checksums'), current_setting('wal_log_hints')) AS rewind,
       (SELECT pg_wal_lsn_diff(CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() ELSE pg_current_wal_lsn() END, restart_lsn)
        FROM pg_replication_slots WHERE slot_name = $1) AS retained`, [slot])
  return { rewind: rows[0]!.rewind, retained: rows[0]!.retained === null ? null : Number(rows[0]!.retained) }
}
