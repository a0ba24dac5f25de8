import { join } from 'node:path'
import { DiagnosticError, problem } from '../../../diagnostics/diagnostic.js'
import type { DatabaseReplicaPlace } from '../../../ports/replica.js'
import type { Layout } from './layout.js'
import type { Settings } from './settings.js'
import type { Tools } from './tools.js'

/** What the marker file of a complete replica says. */
export interface Marker {
  readonly system: string
  readonly primary: string
  /** Settings the primary had when it was copied: what a way back starts it with. */
  readonly settings: Settings
  readonly primaryServerId: number
}

/** Undefined when the directory is empty or not there. Rejects when somebody else's files are there, or the replica has become a primary. */
export async function readMarker({ host }: Tools, place: DatabaseReplicaPlace, layout: Layout): Promise<Marker | undefined> {
  const { system } = place
  const text = await host.read(layout.marker)
  if (text === undefined && (await host.list(layout.data)).length === 0) return undefined
  const marker = text === undefined ? undefined : JSON.parse(text) as Marker
  if (marker?.system !== system) throw new DiagnosticError(problem('REPLICA_DIRECTORY_FOREIGN', { system, directory: layout.data }))
  const takeover = await host.read(layout.takeover)
  if (takeover !== undefined && !takeover.includes('"fenced"')) throw new DiagnosticError(problem('REPLICA_PROMOTED', { system, directory: layout.data }))
  return marker
}

export function writeMarker({ host }: Tools, directory: string, marker: Marker): Promise<void> {
  return host.write(join(directory, 'qianyun_replica'), `${JSON.stringify(marker)}\n`)
}

export function primaryName({ primary: { host, port } }: DatabaseReplicaPlace): string {
  return `${host}:${port}`
}
