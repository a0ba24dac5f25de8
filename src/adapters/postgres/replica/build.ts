import type { Client } from 'pg'
import { DiagnosticError } from '../../../diagnostics/diagnostic.js'
import type { StepContext } from '../../../model/step.js'
import type { DatabaseReplicaPlace } from '../../../ports/replica.js'
import { takeBaseBackup } from './base-backup.js'
import { applySettings, completeConfiguration, replicaSettings } from './configure.js'
import { beat } from './heartbeat.js'
import type { Layout } from './layout.js'
import { attemptName, layoutOf, leftovers } from './layout.js'
import { claim } from './lock.js'
import type { Marker } from './marker.js'
import { readMarker, systemIdentifierOf, writeMarker } from './marker.js'
import { serverRuns, startServer, stopServer } from './server.js'
import { endpointOf, maintenanceOf, withSession } from './session.js'
import { passfile } from './settings.js'
import { dropSlot, slotUsable } from './slot.js'
import { waitForStream } from './streaming.js'
import type { Tools } from './tools.js'

export interface Built {
  readonly bytes: number
  readonly milliseconds: number
}

/**
 * Order: the heartbeat table goes first, so that the base backup holds it; the copy is made under another name and
 * gets the name of the data directory only when it is complete. A kill at any point leaves either the replica or leftovers.
 */
export async function buildReplica(tools: Tools, place: DatabaseReplicaPlace, context: StepContext): Promise<Built> {
  const layout = layoutOf(place)
  const startedAt = tools.clock.now()
  await withSession(place.system, maintenanceOf(place.primary), async (primary) => {
    await claim(primary, place.system, tools.clock, context.signal)
    await beat(primary, place.system, tools.clock.now())
    await tools.host.write(layout.passfile, passfile([place.primary, endpointOf(place)]))
    const marker = await readMarker(tools.host, place, layout)
    if (!(await keep(tools, place, layout, primary, marker))) await make(tools, place, layout, primary, context)
    await removeLeftovers(tools, place, layout)
  })
  const bytes = await withSession(place.system, endpointOf(place), async (replica) => {
    await waitForStream(tools, place, replica, context.signal)
    return sizeOf(replica)
  })
  return { bytes, milliseconds: tools.clock.now() - startedAt }
}

/** True when the replica that is there is of this primary, its slot still holds the WAL it needs, and it runs with the settings of the place. */
async function keep({ host }: Tools, place: DatabaseReplicaPlace, layout: Layout, primary: Client, marker: Marker | undefined): Promise<boolean> {
  if (!marker || marker.systemIdentifier !== (await systemIdentifierOf(primary)) || !(await slotUsable(primary, layout.slot))) return false
  if (await applySettings(host, layout.data, await replicaSettings(primary, place, layout))) await stopServer(host, place, layout.data, 'fast')
  if (await serverRuns(host, layout.data)) return true
  try {
    await startServer(host, place, { data: layout.data, log: layout.log, port: place.port })
    return true
  } catch (error) {
    // A copy that does not start is of no use; a port held by somebody else is no fault of the copy.
    if (error instanceof DiagnosticError && error.diagnostics[0]?.code === 'REPLICA_PROGRAM_FAILED') return false
    throw error
  }
}

async function make({ host, clock }: Tools, place: DatabaseReplicaPlace, layout: Layout, primary: Client, context: StepContext): Promise<void> {
  const attempt = attemptName(context, clock.now())
  const [building, tablespaces] = [`${layout.data}.building.${attempt}`, `${layout.data}.tablespaces.${attempt}`]
  // An old replica that still ran would take the new slot for itself.
  await stopServer(host, place, layout.data, 'fast')
  await dropSlot(primary, layout.slot)
  await takeBaseBackup(host, place, {
    from: place.primary, session: primary, to: building, tablespaces, passfile: layout.passfile, applicationName: layout.slot,
    options: ['--write-recovery-conf', '--create-slot', '--slot', layout.slot],
  }, context)
  await applySettings(host, building, await replicaSettings(primary, place, layout))
  await completeConfiguration(host, primary, place, building)
  await writeMarker(host, building, { slot: layout.slot, systemIdentifier: await systemIdentifierOf(primary), tablespaces })
  if ((await host.list(layout.data)).length > 0) await host.rename(layout.data, `${building}.old`)
  await host.rename(building, layout.data)
  await startServer(host, place, { data: layout.data, log: layout.log, port: place.port })
}

/** Half-made copies, and tablespaces that no longer belong to the replica. */
async function removeLeftovers({ host }: Tools, place: DatabaseReplicaPlace, layout: Layout): Promise<void> {
  const current = (await readMarker(host, place, layout))?.tablespaces
  for (const path of await leftovers(host, layout, 'building')) await host.remove(path)
  for (const path of await leftovers(host, layout, 'tablespaces')) if (path !== current) await host.remove(path)
}

async function sizeOf(replica: Client): Promise<number> {
  const { rows } = await replica.query<{ bytes: string }>('SELECT sum(pg_database_size(oid)) AS bytes FROM pg_database')
  return Number(rows[0]?.bytes ?? 0)
}
