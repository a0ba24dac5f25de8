import type { Client } from 'pg'
import { DatabaseError } from 'pg'
import { DiagnosticError, problem } from '../../../diagnostics/diagnostic.js'
import type { StepContext } from '../../../model/step.js'
import type { FenceResult } from '../../../ports/failover.js'
import type { DatabaseReplicaPlace } from '../../../ports/replica.js'
import { beat, noteBeat } from '../replica/heartbeat.js'
import { isUnreachable, maintenanceOf, withSession } from '../replica/session.js'
import type { Tools } from '../replica/tools.js'
import { closeDoor } from './door.js'
import { isStandby, soon } from './server-state.js'
import { readTakeover, writeTakeover, type Takeover } from './takeover.js'

/** SQLSTATE query_canceled. */
const cancelled = '57014'

/** Closes the old primary where it answers within 2 s, and writes down on the DR host what was reached. */
export async function fencePrimary(tools: Tools, place: DatabaseReplicaPlace, context: StepContext): Promise<FenceResult> {
  const before = await readTakeover(tools.host, place)
  refuseStale(place, before, context.fence)
  const end = await closePrimary(tools, place, context)
  const primary = end === undefined ? 'unreachable' : 'closed'
  const unchanged = { stage: 'fenced' as const, result: null, rewinding: [], method: null }
  await writeTakeover(tools.host, place, { ...unchanged, ...before, number: context.fence, primary, end: end ?? null })
  return { primary }
}

export function refuseStale({ system }: DatabaseReplicaPlace, takeover: Takeover | undefined, number: number): void {
  if (takeover && takeover.number > number) throw new DiagnosticError(problem('DR_STALE_WORKER', { system }))
}

/** Where its log ends then; undefined when it could not be closed. */
async function closePrimary(tools: Tools, place: DatabaseReplicaPlace, context: StepContext): Promise<string | undefined> {
  try {
    return await withSession(place.system, maintenanceOf(place.primary), (primary) => closeAndMark(tools, place, primary, context), soon)
  } catch (error) {
    if (isUnreachable(error) || endedMidway(error)) return undefined
    throw error
  }
}

async function closeAndMark(tools: Tools, place: DatabaseReplicaPlace, primary: Client, context: StepContext): Promise<string> {
  // Already the replica of the DR side: its door is the DR side's.
  if (await isStandby(primary)) return '0/0'
  await checkpointShortly(primary)
  await closeDoor(primary, place, context.fence, tools.clock)
  return endOfLog(tools, place, primary)
}

/** A way back by pg_rewind goes from the last checkpoint that both sides have: a fresh one makes it short. Not worth waiting for on a slow disk. */
export async function checkpointShortly(server: Client): Promise<void> {
  await server.query("SET statement_timeout = '2s'")
  await server.query('CHECKPOINT').catch((error: unknown) => {
    if (!(error instanceof DatabaseError && error.code === cancelled)) throw error
  })
  await server.query('SET statement_timeout = 0')
}

/** The heartbeat is the last write, and its commit brings to disk what others committed without waiting for it. */
export async function endOfLog(tools: Tools, place: DatabaseReplicaPlace, closed: Client): Promise<string> {
  const at = tools.clock.now()
  await beat(closed, place.system, at)
  await noteBeat(tools.host, place, at)
  const { rows } = await closed.query<{ position: string }>('SELECT pg_current_wal_flush_lsn() AS position')
  return rows[0]!.position
}

/** The server fell silent or went away: errors of the line, not of the statement. SQLSTATE class 57P: it is being shut down. */
function endedMidway(error: unknown): boolean {
  if (error instanceof DiagnosticError) return false
  return error instanceof DatabaseError ? error.code?.startsWith('57P') === true : error instanceof Error
}
