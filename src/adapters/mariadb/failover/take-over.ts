import { DiagnosticError, problem } from '../../../diagnostics/diagnostic.js'
import type { StepContext } from '../../../model/step.js'
import type { DatabaseEndpoint } from '../../../ports/data-mover.js'
import type { FailoverResult } from '../../../ports/failover.js'
import type { DatabaseReplicaPlace } from '../../../ports/replica.js'
import type { Session } from '../connection.js'
import { claim } from '../replica/build.js'
import { feedOf } from '../replica/feed.js'
import { beat, newestBeat, notedBeat } from '../replica/heartbeat.js'
import { layoutOf } from '../replica/layout.js'
import { endpointOf, onServer } from '../replica/session.js'
import type { Tools } from '../replica/tools.js'
import { openDoor } from './door.js'
import { readTakeover, refuseStale, writeTakeover, type Takeover } from './takeover.js'

/** Seconds that a replica may take to apply what it has, or what a closed primary still sends. */
const patience = 60

/** Makes the replica the primary and lets the application in, when it has applied all it has received. */
export async function takeOver(tools: Tools, place: DatabaseReplicaPlace, context: StepContext): Promise<FailoverResult> {
  const calledAt = tools.clock.now()
  return onServer(endpointOf(place), 'replica', async (replica) => {
    const takeover = await readTakeover(tools.host, place)
    refuseStale(place, takeover, context.fence)
    await claim(replica, place.system)
    if (!takeover) throw new DiagnosticError(problem('DR_NOT_FENCED', { system: place.system }))
    if (takeover.stage === 'returned') throw new DiagnosticError(problem('DR_REPLICA_LEFT_BEHIND', { system: place.system }))
    if (!takeover.result) return promote(tools, place, replica, { takeover, calledAt }, context)
    // Whoever closed the door since (a way back that was cut off) is undone, nothing else changes.
    await openDoor(replica, place, context.fence, false)
    return takeover.result
  })
}

async function promote(tools: Tools, place: DatabaseReplicaPlace, replica: Session, { takeover, calledAt }: { takeover: Takeover; calledAt: number }, context: StepContext): Promise<FailoverResult> {
  if (await feedOf(replica)) await applyAll(place, replica, takeover.end)
  await replica.run('STOP SLAVE; RESET SLAVE ALL')
  const present = (await newestBeat(replica, place.system)) ?? 0
  await openDoor(replica, place, context.fence, await eventsRan(tools, place))
  await firstWrite(tools, place, endpointOf(place))
  const result = {
    rtoMs: Math.max(1, tools.clock.now() - calledAt), rpoMs: Math.max(0, (await notedBeat(tools.host, place)) - present),
    timelineBefore: null, timelineAfter: null, position: await positionOf(replica),
  }
  await writeTakeover(tools.host, place, { ...takeover, stage: 'promoted', number: context.fence, result })
  return result
}

/** The relay log holds what was received and not yet applied; a closed primary may still be sending. */
async function applyAll(place: DatabaseReplicaPlace, replica: Session, end: string | null): Promise<void> {
  const received = (await feedOf(replica))?.Gtid_IO_Pos ?? ''
  const wanted = end ?? received
  if (wanted === '' || await waitFor(replica, wanted, patience)) return
  throw new DiagnosticError(problem('DR_STANDBY_BEHIND', { system: place.system, has: await positionOf(replica), end: wanted }))
}

/** Looks again every second whether there is anything left to wait for. */
export async function waitFor(replica: Session, position: string, total: number): Promise<boolean> {
  for (let waited = 0; waited < total; waited++) {
    const { reached } = await replica.one<{ reached: number }>('SELECT MASTER_GTID_WAIT(?, 1) AS reached', [position])
    if (Number(reached) === 0) return true
    const feed = await feedOf(replica)
    if (feed?.Slave_SQL_Running !== 'Yes' || (feed.Slave_IO_Running !== 'Yes' && feed.Gtid_IO_Pos !== position)) return false
  }
  return false
}

export async function positionOf(server: Session): Promise<string> {
  return (await server.one<{ position: string }>('SELECT @@global.gtid_current_pos AS position')).position
}

/** In a session of its own, as the application's would be. */
export function firstWrite({ clock }: Tools, place: DatabaseReplicaPlace, endpoint: DatabaseEndpoint): Promise<void> {
  return onServer(endpoint, 'replica', (session) => beat(session, place.system, clock.now()))
}

/** Whether the primary ran events when it was copied. */
async function eventsRan({ host }: Tools, place: DatabaseReplicaPlace): Promise<boolean> {
  return (await host.read(layoutOf(place).marker))?.includes('"event_scheduler":"ON"') === true
}
