import { join } from 'node:path'
import type { Client } from 'pg'
import { DiagnosticError, problem } from '../../../diagnostics/diagnostic.js'
import type { DatabaseReplicaPlace } from '../../../ports/replica.js'
import type { Host } from '../../../ports/host.js'
import type { Layout } from './layout.js'

/** What the marker file of a complete replica says. */
export interface Marker {
  readonly slot: string
  /** Identifies the primary's cluster for its whole life; a cluster made anew has another. */
  readonly systemIdentifier: string
  readonly tablespaces: string
}

/**
 * The marker of the replica in the data directory, undefined when the directory is empty or not there.
 * Rejects with REPLICA_DIRECTORY_FOREIGN when somebody else's files are there, and with REPLICA_PROMOTED when the replica
 * has become a primary: neither may be stopped or deleted.
 */
export async function readMarker(host: Host, { system }: DatabaseReplicaPlace, layout: Layout): Promise<Marker | undefined> {
  const text = await host.read(layout.marker)
  if (text === undefined && (await host.list(layout.data)).length === 0) return undefined
  const marker = text === undefined ? undefined : parse(text)
  if (marker?.slot !== layout.slot) throw new DiagnosticError(problem('REPLICA_DIRECTORY_FOREIGN', { system, directory: layout.data }))
  const promoted = (await host.read(join(layout.data, 'standby.signal'))) === undefined
  if (promoted) throw new DiagnosticError(problem('REPLICA_PROMOTED', { system, directory: layout.data }))
  return marker
}

export function writeMarker(host: Host, directory: string, marker: Marker): Promise<void> {
  return host.write(join(directory, 'qianyun_replica'), `${marker.slot}\n${marker.systemIdentifier}\n${marker.tablespaces}\n`)
}

export async function systemIdentifierOf(session: Client): Promise<string> {
  const { rows } = await session.query<{ id: string }>('SELECT system_identifier::text AS id FROM pg_control_system()')
  return rows[0]!.id
}

function parse(text: string): Marker {
  const [slot = '', systemIdentifier = '', tablespaces = ''] = text.split('\n')
  return { slot, systemIdentifier, tablespaces }
}
