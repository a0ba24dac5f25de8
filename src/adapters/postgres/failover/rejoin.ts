import { resolve } from 'node:path'
import type { Client } from 'pg'
import { DiagnosticError, problem } from '../../../diagnostics/diagnostic.js'
import type { StepContext } from '../../../model/step.js'
import type { DatabaseReplicaPlace } from '../../../ports/replica.js'
import { layoutOf } from '../replica/layout.js'
import { endpointOf, maintenanceOf, withSession } from '../replica/session.js'
import { conninfo } from '../replica/settings.js'
import type { Settings } from '../replica/settings.js'
import type { Tools } from '../replica/tools.js'
import { closeDoor } from './door.js'
import { follow } from './follow.js'
import { primaryState } from './server-state.js'
import { changeTakeover, readTakeover } from './takeover.js'

/**
 * Makes the old primary a standby of the DR side. Came it back by itself, its door is closed first: what it would accept now would be
 * thrown away. It is never started before its files are behind the DR side's.
 */
export async function rejoinPrimary(tools: Tools, place: DatabaseReplicaPlace, replica: Client, context: StepContext): Promise<'rewind' | 'rebuild'> {
  const state = await primaryState(place)
  if (state?.standby && state.streaming) return (await readTakeover(tools.host, place))?.method ?? 'rewind'
  if (state && !state.standby) {
    await withSession(place.system, maintenanceOf(place.primary), (primary) => closeDoor(primary, place, context.fence, tools.clock))
  }
  if (state && place.primaryDataDirectory === null) {
    throw new DiagnosticError(problem('DR_PRIMARY_STILL_RUNS', { system: place.system, host: place.primary.host, port: place.primary.port }))
  }
  const { host: address, port } = place.primary
  const method = await follow(tools, place, {
    data: primaryData(place), address, port, from: endpointOf(place), source: replica, settings: standbySettings(place),
  }, context)
  await changeTakeover(tools.host, place, () => ({ method }))
  return method
}

/** Where the old primary's files are, or will be: where they cannot be reached it is built anew beside the replica, at its old address. */
export function primaryData(place: DatabaseReplicaPlace): string {
  return place.primaryDataDirectory === null ? `${layoutOf(place).data}.primary` : resolve(place.primaryDataDirectory)
}

/** Nobody follows it synchronously yet: after its promotion it would wait for a standby that is still being rewound. */
function standbySettings(place: DatabaseReplicaPlace): Settings {
  const { slot, passfile } = layoutOf(place)
  return {
    ...(place.primaryDataDirectory === null ? { port: place.primary.port, listen_addresses: place.primary.host, max_logical_replication_workers: 4 } : {}),
    hot_standby: 'on', synchronous_standby_names: '',
    primary_conninfo: conninfo({ endpoint: endpointOf(place), passfile, applicationName: slot }), primary_slot_name: slot,
  }
}
