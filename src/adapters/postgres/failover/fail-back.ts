import { join } from 'node:path'
import type { Client } from 'pg'
import { DiagnosticError, problem } from '../../../diagnostics/diagnostic.js'
import type { StepContext } from '../../../model/step.js'
import type { FailbackMoments, FailbackResult } from '../../../ports/failover.js'
import type { DatabaseReplicaPlace } from '../../../ports/replica.js'
import { replicaSettings } from '../replica/configure.js'
import { layoutOf } from '../replica/layout.js'
import { claim } from '../replica/lock.js'
import { endpointOf, isUnreachable, maintenanceOf, withSession } from '../replica/session.js'
import { dropSlot } from '../replica/slot.js'
import { waitForStream } from '../replica/streaming.js'
import type { Tools } from '../replica/tools.js'
import { forgetConfiguration, keepConfiguration } from './configuration.js'
import { openDoor } from './door.js'
import { refuseStale } from './fence.js'
import { follow } from './follow.js'
import { primaryData, rejoinPrimary } from './rejoin.js'
import { isStandby, primaryState, replicaState } from './server-state.js'
import { switchBack } from './switch-back.js'
import { readTakeover, type Takeover } from './takeover.js'

/** The way back in three parts, each found done or done again: the old primary follows, it is switched to, the DR side follows it. */
export async function failBack(tools: Tools, place: DatabaseReplicaPlace, context: StepContext, moments: FailbackMoments): Promise<FailbackResult> {
  const startedAt = tools.clock.now()
  const takeover = await readTakeover(tools.host, place)
  refuseStale(place, takeover, context.fence)
  const { method, outageMs } = await serveFromPrimary(tools, place, takeover, context, moments)
  await followAgain(tools, place, context)
  await tools.host.remove(layoutOf(place).takeover)
  return { method, outageMs, milliseconds: tools.clock.now() - startedAt }
}

type Returned = Pick<FailbackResult, 'method' | 'outageMs'>

async function serveFromPrimary(tools: Tools, place: DatabaseReplicaPlace, takeover: Takeover | undefined, context: StepContext, moments: FailbackMoments): Promise<Returned> {
  if (!takeover) throw new DiagnosticError(problem('DR_PRIMARY_SERVES', { system: place.system }))
  if (takeover.stage === 'returned' && (await primaryState(place))?.standby === false) return openAgain(tools, place, takeover, context, moments)
  return withSession(place.system, maintenanceOf(endpointOf(place)), async (replica) => {
    await claim(replica, place.system, tools.clock, context.signal)
    if (await isStandby(replica)) throw new DiagnosticError(problem('DR_PRIMARY_SERVES', { system: place.system }))
    const method = await rejoinPrimary(tools, place, replica, context)
    const outageMs = await withSession(place.system, maintenanceOf(place.primary), (primary) => switchBack(tools, place, { replica, primary }, context, moments))
    return { method, outageMs }
  })
}

/** A way back that was cut off when the old primary was, or was about to be, opened: since when it is closed nobody measured. */
async function openAgain({ clock }: Tools, place: DatabaseReplicaPlace, { method }: Takeover, context: StepContext, moments: FailbackMoments): Promise<Returned> {
  const startedAt = clock.now()
  await withSession(place.system, maintenanceOf(place.primary), (primary) => openDoor(primary, place, context.fence))
  await moments.opened()
  return { method: method ?? 'rewind', outageMs: clock.now() - startedAt }
}

/** The DR side wrote its own last records after the old primary's promotion, so it too has to be rewound. */
async function followAgain(tools: Tools, place: DatabaseReplicaPlace, context: StepContext): Promise<void> {
  const layout = layoutOf(place)
  await withSession(place.system, maintenanceOf(place.primary), async (primary) => {
    const state = await replicaState(place)
    if (!(state?.standby && state.streaming)) {
      await dropWayBackSlot(place)
      const { host: address, port } = place
      await follow(tools, place, { data: layout.data, address, port, from: place.primary, source: primary, settings: await replicaSettings(primary, place, layout) }, context)
      await withSession(place.system, maintenanceOf(endpointOf(place)), (replica) => waitForStream(tools, place, replica, context.signal))
    }
    await restoreSettings(tools, place, primary)
  })
  for (const data of [layout.data, primaryData(place)]) await forgetConfiguration(tools.host, data)
}

/** A slot on a standby that nobody reads would keep log for ever. The server may be stopped already. */
async function dropWayBackSlot(place: DatabaseReplicaPlace): Promise<void> {
  try {
    await withSession(place.system, maintenanceOf(endpointOf(place)), (replica) => dropSlot(replica, layoutOf(place).slot))
  } catch (error) {
    if (!isUnreachable(error)) throw error
  }
}

/** What the old primary was given to follow with goes; its own settings apply again, a synchronous standby among them. */
async function restoreSettings(tools: Tools, place: DatabaseReplicaPlace, primary: Client): Promise<void> {
  const data = primaryData(place)
  const own = (await keepConfiguration(tools.host, data))?.files['postgresql.auto.conf']
  if (place.primaryDataDirectory !== null && own) await tools.host.write(join(data, 'postgresql.auto.conf'), own)
  await primary.query('SELECT pg_reload_conf()')
}
