import type { Client } from 'pg'
import { DiagnosticError, problem } from '../../../diagnostics/diagnostic.js'
import { milliseconds, seconds } from '../../../model/duration.js'
import type { StepContext } from '../../../model/step.js'
import type { FailbackMoments } from '../../../ports/failover.js'
import type { DatabaseReplicaPlace } from '../../../ports/replica.js'
import { beat, newestBeat } from '../replica/heartbeat.js'
import { layoutOf } from '../replica/layout.js'
import { ensureSlot } from '../replica/slot.js'
import { receiverOf, waitForStream } from '../replica/streaming.js'
import type { Tools } from '../replica/tools.js'
import { closeDoor, openDoor } from './door.js'
import { checkpointShortly, endOfLog } from './fence.js'
import { promoteAndOpen } from './open-new-primary.js'
import { hasAll, replayed } from './take-over.js'
import { changeTakeover } from './takeover.js'

/** `near`: how old the newest heartbeat on the old primary may be before the door is closed; `drain`: how long it may stay closed for the rest. */
const patience = { near: milliseconds(500), look: milliseconds(200), drain: seconds(30), pause: milliseconds(3) }

/** Sessions on both sides, opened before the door closes. */
export interface Both {
  readonly replica: Client
  readonly primary: Client
}

/** Returns the outage. Whatever fails before the old primary is promoted leaves the DR side serving. */
export async function switchBack(tools: Tools, place: DatabaseReplicaPlace, { replica, primary }: Both, context: StepContext, moments: FailbackMoments): Promise<number> {
  const { clock } = tools
  await waitForStream(tools, place, primary, context.signal)
  await catchUp(tools, place, { replica, primary }, context.signal)
  await ensureSlot(primary, layoutOf(place).slot)
  await checkpointShortly(replica)
  await moments.caughtUp()
  const closedAt = clock.now()
  try {
    await closeDoor(replica, place, context.fence, clock)
    await drain(tools, place, primary, await endOfLog(tools, place, replica))
  } catch (error) {
    await openDoor(replica, place, context.fence)
    throw error
  }
  // Said before it is done: from the first write it takes, the old primary is the one that has everything.
  await changeTakeover(tools.host, place, () => ({ stage: 'returned' }))
  await promoteAndOpen(tools, place, primary, place.primary, context.fence)
  await moments.opened()
  return clock.now() - closedAt
}

async function catchUp({ clock }: Tools, place: DatabaseReplicaPlace, { replica, primary }: Both, signal: AbortSignal): Promise<void> {
  for (;;) {
    await beat(replica, place.system, clock.now())
    const age = clock.now() - ((await newestBeat(primary, place.system)) ?? 0)
    if (age < patience.near) return
    if (!(await receiverOf(primary))) throw new DiagnosticError(problem('DR_PRIMARY_NOT_FOLLOWING', { system: place.system }))
    await clock.sleep(patience.look, signal)
    signal.throwIfAborted()
  }
}

async function drain({ clock }: Tools, place: DatabaseReplicaPlace, primary: Client, end: string): Promise<void> {
  const deadline = clock.now() + patience.drain
  while (!(await hasAll(primary, end))) {
    if (clock.now() > deadline) throw new DiagnosticError(problem('DR_SWITCH_BACK_UNDONE', { system: place.system, has: await replayed(primary), end }))
    await clock.sleep(patience.pause)
  }
}
