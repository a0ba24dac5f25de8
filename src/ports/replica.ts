import type { Duration } from '../model/duration.js'
import type { JsonObject } from '../model/json.js'
import type { StepContext } from '../model/step.js'
import type { DatabaseEndpoint } from './data-mover.js'

/** A physical replica on the DR site and where its drills may run. */
export interface ReplicaPlace {
  readonly system: string
  readonly primary: DatabaseEndpoint
  readonly host: string
  readonly port: number
  readonly drillPort: number
  readonly dataDirectory: string
  /** Folder of the server programs on the DR host. */
  readonly binaries: string
}

export interface DrillResult extends JsonObject {
  readonly result: 'pass' | 'fail'
  /** From the declared failure to the first accepted write. */
  readonly rtoMs: number
  /** Newest heartbeat committed on the primary minus the newest present after promotion. */
  readonly rpoMs: number
  readonly timelineBefore: number
  readonly timelineAfter: number
  readonly checks: readonly { readonly name: string; readonly pass: boolean }[]
  readonly cloneMs: number
}

export interface Replica {
  /** Base backup and streaming; repeatable: a replica that already streams is kept. */
  build(place: ReplicaPlace, context: StepContext): Promise<{ readonly bytes: number; readonly milliseconds: number }>
  /** `lag` is Infinity when the replica does not answer. */
  status(place: ReplicaPlace): Promise<{ readonly streaming: boolean; readonly lag: Duration }>
  /** Clone of the replica → promote → checks → destroy, while the replica goes on streaming. */
  drill(place: ReplicaPlace, context: StepContext): Promise<DrillResult>
  /** Stops the replica's server and removes its slot and data. */
  destroy(place: ReplicaPlace): Promise<void>
}
