import { resolve } from 'node:path'
import { DiagnosticError, problem } from '../../../diagnostics/diagnostic.js'
import { milliseconds } from '../../../model/duration.js'
import type { StepContext } from '../../../model/step.js'
import type { FailbackMoments, FailbackResult } from '../../../ports/failover.js'
import type { DatabaseReplicaPlace } from '../../../ports/replica.js'
import type { Session } from '../connection.js'
import { takeBackup } from '../replica/backup.js'
import { claim } from '../replica/build.js'
import { feedOf, followFrom, streams, waitForFeed } from '../replica/feed.js'
import { beat, newestBeat } from '../replica/heartbeat.js'
import { attemptName, layoutOf } from '../replica/layout.js'
import type { Marker } from '../replica/marker.js'
import { startServer, stopServer } from '../replica/server.js'
import { endpointOf, isUnreachable, onServer } from '../replica/session.js'
import { serverSettings } from '../replica/settings.js'
import type { Tools } from '../replica/tools.js'
import { closeDoor, openDoor } from './door.js'
import { answers, endOfLog } from './fence.js'
import { firstWrite, positionOf, waitFor } from './take-over.js'
import { readTakeover, refuseStale, writeTakeover, type Takeover } from './takeover.js'

/** `near`: how old the newest heartbeat on the old primary may be before the door is closed; `drain`: seconds it may stay closed for the rest. */
const patience = { near: milliseconds(500), look: milliseconds(200), drain: 30, stopped: 1_200 }

/** The old primary is copied anew from the DR side and follows it, it is switched to, the DR side follows it: each found done or done again. */
export async function failBack(tools: Tools, place: DatabaseReplicaPlace, context: StepContext, moments: FailbackMoments): Promise<FailbackResult> {
  const startedAt = tools.clock.now()
  const takeover = await readTakeover(tools.host, place)
  refuseStale(place, takeover, context.fence)
  if (!takeover?.result) throw new DiagnosticError(problem('DR_PRIMARY_SERVES', { system: place.system }))
  const outageMs = takeover.stage === 'returned' && !(await primaryFollows(place))
    ? await openAgain(tools, place, context, moments)
    : await rejoinAndSwitch(tools, place, takeover, context, moments)
  await followAgain(tools, place, context)
  await tools.host.remove(layoutOf(place).takeover)
  return { method: 'rebuild', outageMs, milliseconds: tools.clock.now() - startedAt }
}

async function rejoinAndSwitch(tools: Tools, place: DatabaseReplicaPlace, takeover: Takeover, context: StepContext, moments: FailbackMoments): Promise<number> {
  return onServer(endpointOf(place), 'replica', async (replica) => {
    await claim(replica, place.system)
    if (!(await primaryFollows(place))) await rejoin(tools, place, replica, context)
    return onServer(place.primary, 'primary', (primary) => switchBack(tools, place, { replica, primary }, takeover, context, moments))
  })
}

async function primaryFollows(place: DatabaseReplicaPlace): Promise<boolean> {
  try {
    return await answers(place) && await onServer(place.primary, 'primary', async (primary) => (await feedOf(primary)) !== undefined)
  } catch (error) {
    if (isUnreachable(error)) return false
    throw error
  }
}

/** Came it back by itself, its door is closed first; it is stopped by its own statement and never started on its old files again. */
async function rejoin(tools: Tools, place: DatabaseReplicaPlace, replica: Session, context: StepContext): Promise<void> {
  const { host } = tools
  const marker = JSON.parse((await host.read(layoutOf(place).marker)) ?? '') as Marker
  const data = place.primaryDataDirectory === null ? `${layoutOf(place).data}.primary` : resolve(place.primaryDataDirectory)
  await refuseForeign(tools, place, data)
  await stopPrimary(tools, place, context)
  await stopServer(tools, data)
  const building = `${data}.building.${attemptName(context, tools.clock.now())}`
  const position = await takeBackup(tools, place, endpointOf(place), building, context)
  await host.remove(`${building}/qianyun_replica`)
  if ((await host.list(data)).length > 0) await host.rename(data, `${building}.old`)
  await host.rename(building, data)
  await host.remove(`${building}.old`)
  const { host: address, port } = place.primary
  await startServer(tools, place, data, { ...marker.settings, ...serverSettings(data, address, port, marker.primaryServerId) })
  await onServer(place.primary, 'primary', async (primary) => {
    await followFrom(primary, endpointOf(place), position)
    const at = tools.clock.now()
    await beat(replica, place.system, at)
    await waitForFeed(tools, place, primary, at, context.signal)
  })
}

/** What is not a MariaDB server's data directory would be deleted for nothing. */
async function refuseForeign({ host }: Tools, { system }: DatabaseReplicaPlace, data: string): Promise<void> {
  const names = await host.list(data)
  if (names.length > 0 && !(names.includes('ibdata1') && names.includes('mysql'))) throw new DiagnosticError(problem('REPLICA_DIRECTORY_FOREIGN', { system, directory: data }))
}

async function stopPrimary(tools: Tools, place: DatabaseReplicaPlace, context: StepContext): Promise<void> {
  if (!(await answers(place))) return
  await onServer(place.primary, 'primary', async (primary) => {
    await closeDoor(primary, place, context.fence, tools.clock)
    await primary.run('SHUTDOWN')
  })
  for (let tried = 0; tried < patience.stopped && await answers(place); tried++) await tools.clock.sleep(milliseconds(100), context.signal)
}

/** Returns the outage. Whatever fails before the old primary is opened leaves the DR side serving. */
async function switchBack(tools: Tools, place: DatabaseReplicaPlace, { replica, primary }: { replica: Session; primary: Session }, takeover: Takeover, context: StepContext, moments: FailbackMoments): Promise<number> {
  const { clock } = tools
  await catchUp(tools, place, replica, primary, context.signal)
  await moments.caughtUp()
  const closedAt = clock.now()
  try {
    await closeDoor(replica, place, context.fence, clock)
    const end = await endOfLog(tools, place, replica)
    if (!(await waitFor(primary, end, patience.drain))) throw new DiagnosticError(problem('DR_SWITCH_BACK_UNDONE', { system: place.system, has: await positionOf(primary), end }))
  } catch (error) {
    await openDoor(replica, place, context.fence, false)
    throw error
  }
  // Said before it is done: from the first write it takes, the old primary is the one that has everything.
  await writeTakeover(tools.host, place, { ...takeover, stage: 'returned', number: context.fence })
  await primary.run('STOP SLAVE; RESET SLAVE ALL')
  await openDoor(primary, place, context.fence, false)
  await firstWrite(tools, place, place.primary)
  await moments.opened()
  return clock.now() - closedAt
}

async function catchUp({ clock }: Tools, place: DatabaseReplicaPlace, replica: Session, primary: Session, signal: AbortSignal): Promise<void> {
  for (;;) {
    await beat(replica, place.system, clock.now())
    const age = clock.now() - ((await newestBeat(primary, place.system)) ?? 0)
    if (age < patience.near) return
    if (!(await streams(primary))) throw new DiagnosticError(problem('DR_PRIMARY_NOT_FOLLOWING', { system: place.system }))
    await clock.sleep(patience.look, signal)
    signal.throwIfAborted()
  }
}

/** A way back that was cut off when the old primary was, or was about to be, opened. */
async function openAgain(tools: Tools, place: DatabaseReplicaPlace, context: StepContext, moments: FailbackMoments): Promise<number> {
  const startedAt = tools.clock.now()
  await onServer(place.primary, 'primary', (primary) => openDoor(primary, place, context.fence, false))
  await moments.opened()
  return tools.clock.now() - startedAt
}

/** All that the DR side wrote is on the old primary, under the same numbers: it follows from where it stands, and nothing is copied. */
async function followAgain(tools: Tools, place: DatabaseReplicaPlace, context: StepContext): Promise<void> {
  const at = tools.clock.now()
  await onServer(place.primary, 'primary', (primary) => beat(primary, place.system, at))
  await onServer(endpointOf(place), 'replica', async (replica) => {
    if (!(await feedOf(replica))) await followFrom(replica, place.primary, await positionOf(replica))
    await waitForFeed(tools, place, replica, at, context.signal)
  })
}
