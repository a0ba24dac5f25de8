import type { Client } from 'pg'
import type { StepContext } from '../../../model/step.js'
import type { DatabaseReplicaPlace } from '../../../ports/replica.js'
import { takeBaseBackup } from './base-backup.js'
import { applySettings, cloneSettings } from './configure.js'
import type { Layout } from './layout.js'
import { attemptName, leftovers } from './layout.js'
import { startServer, stopServer } from './server.js'
import { endpointOf } from './session.js'
import { endReplication } from './slot.js'
import type { Tools } from './tools.js'

/**
 * Starts a copy of the replica on the drill port, read-only, fed by nobody. The copy is taken from the replica, never from the primary.
 * It keeps standby.signal: promotion then opens a new timeline; without the file it would open on the replica's own.
 */
export async function startClone({ host, clock }: Tools, place: DatabaseReplicaPlace, layout: Layout, replica: Client, context: StepContext): Promise<void> {
  const data = `${layout.data}.drill.${attemptName(context, clock.now())}`
  const backup = { from: endpointOf(place), session: replica, to: data, tablespaces: `${data}.tablespaces`, passfile: layout.passfile }
  // A copy that is thrown away need not be flushed to disk.
  await takeBaseBackup(host, place, { ...backup, applicationName: cloneName(layout), options: ['--no-sync', '--no-manifest'] }, context)
  await applySettings(host, data, cloneSettings(place))
  await startServer(host, place, { data, log: `${data}.log`, port: place.drillPort })
}

/** Stops and deletes every clone of this replica, also those of workers that were killed in the middle of a drill. */
export async function discardClones({ host }: Tools, place: DatabaseReplicaPlace, layout: Layout): Promise<void> {
  for (const path of await leftovers(host, layout, 'drill')) {
    await stopServer(host, place, path, 'immediate')
    await host.remove(path)
  }
}

/** Ends copies that outlived their worker. */
export function endOrphanCopies(layout: Layout, replica: Client): Promise<void> {
  return endReplication(replica, cloneName(layout))
}

function cloneName({ slot }: Layout): string {
  return `${slot.slice(0, 57)}_drill`
}
