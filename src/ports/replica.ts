import type { Duration } from '../model/duration.js'
import type { JsonObject } from '../model/json.js'
import type { StepContext } from '../model/step.js'
import type { DatabaseEndpoint, FileTree } from './data-mover.js'

/** A physical replica on the DR site, where its drills may run, and where the primary's own files lie if they can be reached for a way back. */
export interface DatabaseReplicaPlace {
  readonly kind: 'postgres' | 'mariadb'
  readonly system: string
  readonly primary: DatabaseEndpoint
  readonly appRoles: readonly string[]
  readonly host: string
  readonly port: number
  readonly drillPort: number
  readonly dataDirectory: string
  /** Folder of the server programs on the DR host. */
  readonly binaries: string
  /** The primary's own data directory; null: the way back copies the whole database. */
  readonly primaryDataDirectory: string | null
}

/** A file tree kept as snapshots in a repository on the DR site. */
export interface FilesReplicaPlace {
  readonly kind: 'files'
  readonly system: string
  readonly tree: FileTree
  readonly repository: string
  readonly password: string
  /** Where drills restore to; emptied after each. */
  readonly scratch: string
  /** Where the tree lives when the DR site takes over. */
  readonly takeover: FileTree
}

export type ReplicaPlace = DatabaseReplicaPlace | FilesReplicaPlace

export interface DrillResult extends JsonObject {
  readonly result: 'pass' | 'fail'
  /** From the declared failure to the first accepted write. */
  readonly rtoMs: number
  /** Newest heartbeat committed on the primary minus the newest present after promotion. */
  readonly rpoMs: number
  /** Where the server counts them: PostgreSQL. */
  readonly timelineBefore: number | null
  readonly timelineAfter: number | null
  readonly checks: readonly { readonly name: string; readonly pass: boolean }[]
  readonly cloneMs: number
}

export interface Replica<Place = ReplicaPlace> {
  /** Base backup and streaming; repeatable: a replica that already streams is kept. */
  build(place: Place, context: StepContext): Promise<{ readonly bytes: number; readonly milliseconds: number }>
  /** `lag` is Infinity when the replica does not answer. */
  status(place: Place): Promise<{ readonly streaming: boolean; readonly lag: Duration }>
  /** Clone of the replica → promote → checks → destroy, while the replica goes on streaming. */
  drill(place: Place, context: StepContext): Promise<DrillResult>
  /** Stops the replica's server and removes its slot and data. */
  destroy(place: Place): Promise<void>
}
