import { DiagnosticError } from '../../../diagnostics/diagnostic.js'
import { seconds } from '../../../model/duration.js'
import type { StepContext } from '../../../model/step.js'
import type { FenceResult } from '../../../ports/failover.js'
import type { DatabaseReplicaPlace } from '../../../ports/replica.js'
import type { Session } from '../connection.js'
import { errorNumber } from '../connection-problems.js'
import { feedOf } from '../replica/feed.js'
import { beat, noteBeat } from '../replica/heartbeat.js'
import { accepts } from '../replica/server.js'
import { isUnreachable, onServer } from '../replica/session.js'
import type { Tools } from '../replica/tools.js'
import { closeDoor } from './door.js'
import { readTakeover, refuseStale, writeTakeover } from './takeover.js'

/** Closes the old primary where it answers within 2 s, and writes down on the DR host what was reached. */
export async function fencePrimary(tools: Tools, place: DatabaseReplicaPlace, context: StepContext): Promise<FenceResult> {
  const before = await readTakeover(tools.host, place)
  refuseStale(place, before, context.fence)
  const end = await closePrimary(tools, place, context)
  const primary = end === undefined ? 'unreachable' : 'closed'
  await writeTakeover(tools.host, place, { stage: 'fenced', result: null, ...before, number: context.fence, primary, end: end ?? null })
  return { primary }
}

/** Its position then; undefined when it could not be closed. */
async function closePrimary(tools: Tools, place: DatabaseReplicaPlace, context: StepContext): Promise<string | undefined> {
  if (!(await answers(place))) return undefined
  try {
    return await onServer(place.primary, 'primary', async (primary) => {
      // Already the replica of the DR side: its door is the DR side's.
      if (await feedOf(primary)) return ''
      await closeDoor(primary, place, context.fence, tools.clock)
      return endOfLog(tools, place, primary)
    })
  } catch (error) {
    if (isUnreachable(error) || (!(error instanceof DiagnosticError) && errorNumber(error) === undefined)) return undefined
    throw error
  }
}

export function answers({ primary: { host, port } }: DatabaseReplicaPlace): Promise<boolean> {
  return accepts(host, port, seconds(2))
}

/** The heartbeat is the last write: whoever has it has everything. */
export async function endOfLog(tools: Tools, place: DatabaseReplicaPlace, closed: Session): Promise<string> {
  const at = tools.clock.now()
  await beat(closed, place.system, at)
  await noteBeat(tools.host, place, at)
  return (await closed.one<{ position: string }>('SELECT @@global.gtid_binlog_pos AS position')).position
}
