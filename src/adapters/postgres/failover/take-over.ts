import type { Client } from 'pg'
import { escapeIdentifier } from 'pg'
import { DiagnosticError, problem } from '../../../diagnostics/diagnostic.js'
import { milliseconds, seconds } from '../../../model/duration.js'
import type { StepContext } from '../../../model/step.js'
import type { FailoverResult } from '../../../ports/failover.js'
import type { DatabaseReplicaPlace } from '../../../ports/replica.js'
import { writtenTimeline } from '../replica/drill-checks.js'
import { beat, newestBeat, notedBeat } from '../replica/heartbeat.js'
import { layoutOf } from '../replica/layout.js'
import { claim } from '../replica/lock.js'
import { endpointOf, maintenanceOf, withSession } from '../replica/session.js'
import { ensureSlot } from '../replica/slot.js'
import { receiverOf } from '../replica/streaming.js'
import type { Tools } from '../replica/tools.js'
import { openDoor } from './door.js'
import { refuseStale } from './fence.js'
import { promoteAndOpen } from './open-new-primary.js'
import { isStandby } from './server-state.js'
import { changeTakeover, readTakeover, type Takeover } from './takeover.js'

/** How long a standby that still receives may take to replay the end of a primary that was closed. */
const patience = { total: seconds(60), pause: milliseconds(5) }

/** Promotes the standby and lets the application in. Everything that can wait is done after the first accepted write. */
export async function takeOver(tools: Tools, place: DatabaseReplicaPlace, context: StepContext): Promise<FailoverResult> {
  const calledAt = tools.clock.now()
  return withSession(place.system, maintenanceOf(endpointOf(place)), async (replica) => {
    const takeover = await readTakeover(tools.host, place)
    refuseStale(place, takeover, context.fence)
    await claim(replica, place.system, tools.clock, context.signal)
    if (!takeover) throw new DiagnosticError(problem('DR_NOT_FENCED', { system: place.system }))
    if (takeover.stage === 'returned') throw new DiagnosticError(problem('DR_REPLICA_LEFT_BEHIND', { system: place.system }))
    if (takeover.result) return again(place, replica, takeover.result, context.fence)
    return promote(tools, place, replica, { takeover, calledAt }, context)
  })
}

/** Promoted before: whoever closed the door since (a way back that was cut off) is undone, nothing else changes. */
async function again(place: DatabaseReplicaPlace, replica: Client, result: FailoverResult, number: number): Promise<FailoverResult> {
  await openDoor(replica, place, number)
  return result
}

async function promote(tools: Tools, place: DatabaseReplicaPlace, replica: Client, { takeover, calledAt }: { takeover: Takeover; calledAt: number }, context: StepContext): Promise<FailoverResult> {
  const { clock, host } = tools
  const standby = await isStandby(replica)
  if (standby && takeover.end !== null) await waitForEnd(tools, place, replica, takeover.end, context.signal)
  const timelineBefore = standby ? await replayedTimeline(replica) : null
  await promoteAndOpen(tools, place, replica, endpointOf(place), context.fence)
  const rtoMs = clock.now() - calledAt
  const present = (await newestBeat(replica, place.system)) ?? 0
  const result = {
    rtoMs, rpoMs: Math.max(0, (await notedBeat(host, place)) - present),
    timelineBefore, timelineAfter: await writtenTimeline(replica), position: await promotedAt(replica),
    subscriptions: await stopFeeds(place, replica), archive: await archiveOf(replica),
  }
  await beat(replica, place.system, clock.now())
  await ensureSlot(replica, layoutOf(place).slot)
  await changeTakeover(host, place, () => ({ stage: 'promoted', result }))
  return result
}

/** Rejects when the standby has no stream and not everything: the rest lies on the closed primary alone. */
async function waitForEnd({ clock }: Tools, place: DatabaseReplicaPlace, standby: Client, end: string, signal: AbortSignal): Promise<void> {
  const deadline = clock.now() + patience.total
  while (!(await hasAll(standby, end))) {
    if (clock.now() > deadline || !(await receiverOf(standby))) throw new DiagnosticError(problem('DR_STANDBY_BEHIND', { system: place.system, has: await replayed(standby), end }))
    await clock.sleep(patience.pause, signal)
    signal.throwIfAborted()
  }
}

/** Whether this standby has replayed the log up to `end`. */
export async function hasAll(standby: Client, end: string): Promise<boolean> {
  const { rows } = await standby.query<{ all: boolean }>('SELECT pg_last_wal_replay_lsn() >= $1::pg_lsn AS all', [end])
  return rows[0]!.all
}

export async function replayed(standby: Client): Promise<string> {
  const { rows } = await standby.query<{ position: string }>('SELECT pg_last_wal_replay_lsn() AS position')
  return rows[0]!.position
}

async function replayedTimeline(standby: Client): Promise<number> {
  const { rows } = await standby.query<{ timeline: number }>(
    'SELECT greatest((SELECT received_tli FROM pg_stat_wal_receiver), timeline_id, min_recovery_end_timeline) AS timeline FROM pg_control_checkpoint(), pg_control_recovery()')
  return rows[0]!.timeline
}

async function promotedAt(primary: Client): Promise<string> {
  const { rows } = await primary.query<{ position: string }>('SELECT pg_current_wal_lsn() AS position')
  return rows[0]!.position
}

/**
 * Names of our subscriptions that came along enabled, each put to sleep: the way back of a move follows the lost primary, not this server.
 * No worker has run yet, the replica is built with none; in the catalog they must sleep too, because it goes back with the data.
 */
async function stopFeeds(place: DatabaseReplicaPlace, primary: Client): Promise<readonly string[]> {
  const { rows } = await primary.query<{ database: string; name: string }>(
    `SELECT datname AS database, subname AS name FROM pg_subscription JOIN pg_database ON pg_database.oid = subdbid
     WHERE subenabled AND subname LIKE 'qianyun\\_%' ORDER BY 1, 2`)
  for (const { database, name } of rows) {
    await withSession(place.system, { ...endpointOf(place), database }, (session) => session.query(`ALTER SUBSCRIPTION ${escapeIdentifier(name)} DISABLE`))
  }
  return rows.map(({ name }) => name)
}

/** Whether the new primary writes to the archive its predecessor wrote to: the names differ by timeline, the destination is the same. */
async function archiveOf(primary: Client): Promise<string> {
  const { rows } = await primary.query<{ mode: string }>("SELECT current_setting('archive_mode') AS mode")
  return rows[0]!.mode
}
