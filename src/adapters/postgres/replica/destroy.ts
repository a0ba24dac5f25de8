import type { DatabaseReplicaPlace } from '../../../ports/replica.js'
import { discardClones } from './clone.js'
import { forgetBeat } from './heartbeat.js'
import { layoutOf, leftovers } from './layout.js'
import { readMarker } from './marker.js'
import { stopServer } from './server.js'
import { maintenanceOf, withSession } from './session.js'
import { dropSlot } from './slot.js'
import type { Tools } from './tools.js'

/**
 * The replica's own host first, so that nothing is left running when the primary is away;
 * the call then rejects and, repeated, drops the slot, which would make the primary keep WAL for ever.
 */
export async function destroyReplica(tools: Tools, place: DatabaseReplicaPlace): Promise<void> {
  const { host } = tools
  const layout = layoutOf(place)
  await readMarker(host, place, layout)
  await discardClones(tools, place, layout)
  await stopServer(host, place, layout.data, 'fast')
  const beside = await Promise.all([leftovers(host, layout, 'building'), leftovers(host, layout, 'tablespaces')])
  for (const path of [layout.data, layout.log, layout.passfile, layout.beat, ...beside.flat()]) await host.remove(path)
  await withSession(place.system, maintenanceOf(place.primary), async (primary) => {
    await dropSlot(primary, layout.slot)
    await forgetBeat(primary, place.system)
  })
}
