import { DiagnosticError, problem } from '../../../diagnostics/diagnostic.js'
import { bytes } from '../../../model/bytes.js'
import { milliseconds } from '../../../model/duration.js'
import type { Clock } from '../../../ports/clock.js'
import type { DatabaseMove, MoveState, MoveStatus, Side, SyncStatus } from '../../../ports/data-mover.js'
import type { Session } from '../connection.js'
import { userTables } from '../sql/catalog.js'
import { feedExists } from './feed.js'
import { awaitBeat, beat } from './heartbeat.js'
import { namesOf, otherSide } from './names.js'
import { withSides, type Sides } from './sides.js'
import { openRoles, readState, servingSide, statesOf, type SideState } from './state.js'

const PATIENCE_MS = 1_000

/** Sends a beat and waits up to a second for it; when it does not come, the age of the newest that did is the lag. */
export async function syncStatus(move: DatabaseMove, clock: Clock): Promise<SyncStatus> {
  return await withSides(move, 'control', async (sides) => {
    const from = servingSide(await statesOf(move, sides))
    if (!await feedExists(sides, move, from)) throw new DiagnosticError(problem('MOVE_NO_FEED', { name: move.name, place: from }))
    const sent = await beat(sides[from], from, clock)
    const seen = await awaitBeat(sides[otherSide(from)], from, sent, PATIENCE_MS)
    const age = Math.max(0, clock.now() - seen)
    const arrived = seen >= sent
    // A beat that did not come says that the feed is behind, even where an older one was stamped by a clock that ran ahead of this one.
    const lag = milliseconds(arrived ? age : Math.max(PATIENCE_MS, age))
    // A feed that brought the beat has overcome what it failed at.
    const [pending, applyErrors, drifted] = await Promise.all([
      pendingBytes(sides[from], move, from), arrived ? 0 : errorCount(sides[otherSide(from)], move, from), drift(sides),
    ])
    return { lag, pending: bytes(pending), applyErrors, drifted }
  })
}

async function pendingBytes(sender: Session, move: DatabaseMove, from: Side): Promise<number> {
  const [slot] = await sender.rows<{ pending: number }>(
    `SELECT greatest(0, pg_wal_lsn_diff(pg_current_wal_lsn(), coalesce(r.replay_lsn, s.confirmed_flush_lsn)))::float8 AS pending
     FROM pg_replication_slots s LEFT JOIN pg_stat_replication r ON r.pid = s.active_pid WHERE s.slot_name = $1`, [namesOf(move).feedFrom[from]])
  return slot?.pending ?? 0
}

/** Counted by the server since version 15; before it a stopped feed shows as lag only. */
async function errorCount(receiver: Session, move: DatabaseMove, from: Side): Promise<number> {
  const { counted } = await receiver.one<{ counted: boolean }>(`SELECT to_regclass('pg_stat_subscription_stats') IS NOT NULL AS counted`)
  if (!counted) return 0
  const [row] = await receiver.rows<{ errors: number }>(
    'SELECT (apply_error_count + sync_error_count)::float8 AS errors FROM pg_stat_subscription_stats WHERE subname = $1', [namesOf(move).feedFrom[from]])
  return row?.errors ?? 0
}

/** Tables whose columns, types or NOT NULLs are not the same on both sides, or that one side lacks. */
export async function drift(sides: Sides): Promise<readonly string[]> {
  const [source, target] = await Promise.all([shapes(sides.source), shapes(sides.target)])
  const names = new Set([...source.keys(), ...target.keys()])
  return [...names].filter((name) => source.get(name) !== target.get(name)).sort()
}

async function shapes(session: Session): Promise<ReadonlyMap<string, string>> {
  const rows = await session.rows<{ relation: string; shape: string }>(
    `SELECT format('%I.%I', n.nspname, c.relname) AS relation, (SELECT coalesce(md5(string_agg(
         concat_ws(' ', a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attgenerated, a.attidentity), ',' ORDER BY a.attname)), '')
       FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) AS shape
     FROM ${userTables}`)
  return new Map(rows.map(({ relation, shape }) => [relation, shape]))
}

/**
 * What the marks on both sides say. `ready`, `drained` and `switched` leave none; what comes after `finish` leaves one in the doors only: without our schema
 * a closed old side and an open new one are `closed`, and everything else is as if nothing had been.
 */
export function moveState(states: Readonly<Record<Side, SideState>> | undefined, serving: MoveStatus['serving'], feed: boolean): MoveState {
  if (!states) return serving === 'target' ? 'closed' : 'planned'
  if (states.target.stage === 'prepared') return 'preflighted'
  if (states.target.stage === 'copying') return 'held'
  // A move whose roles could not log in from the first has no door that could be closed.
  if (serving === 'neither' && states.source.doors.length > 0) return 'fenced'
  if (states.target.epoch > states.source.epoch) return 'observing'
  if (states.source.epoch > 1) return 'rolled-back'
  return feed ? 'syncing' : 'copied'
}

/** Who serves is what the doors say: the side whose roles can log in. During a switch neither can. */
export async function moveStatus(move: DatabaseMove): Promise<MoveStatus> {
  return await withSides(move, 'control', async (sides) => {
    const [source, target] = await Promise.all([readState(sides.source), readState(sides.target)])
    const [old, fresh] = await Promise.all([openRoles(sides.source, move.appRoles), openRoles(sides.target, move.appRoles)])
    const states = source && target ? { source, target } : undefined
    const serving = old.length > 0 ? (fresh.length > 0 ? 'both' : 'source') : fresh.length > 0 ? 'target' : 'neither'
    const feed = await feedExists(sides, move, states ? servingSide(states) : 'source')
    return { serving, feed, copied: target?.stage === 'copied', state: moveState(states, serving, feed) }
  })
}
