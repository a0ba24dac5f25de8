import type { JsonObject } from '../model/json.js'
import type { StepContext } from '../model/step.js'
import type { ReplicaPlace } from './replica.js'

/** `unreachable`: nobody could close the old primary's door; it must not come back as it is. */
export interface FenceResult extends JsonObject {
  readonly primary: 'closed' | 'unreachable'
}

export interface FailoverResult extends JsonObject {
  /** From the call to the first accepted write; detection is not part of it. */
  readonly rtoMs: number
  /** Newest heartbeat known of the primary minus the newest present after promotion; 0 when the primary was closed first and the replica had it all. */
  readonly rpoMs: number
  readonly timelineBefore: number | null
  readonly timelineAfter: number | null
  readonly position: string
}

export interface FailbackResult extends JsonObject {
  /** `rewind`: only what differed was copied; `rebuild`: everything. */
  readonly method: 'rewind' | 'rebuild'
  readonly milliseconds: number
  /** Longest time in which no write was accepted. */
  readonly outageMs: number
}

/** The DR site takes over from a primary that is lost, and gives back what it took. */
export interface Failover<Place = ReplicaPlace> {
  /** Closes the application's door on the old primary, for good as far as it can be reached. Repeatable. */
  fence(place: Place, context: StepContext): Promise<FenceResult>
  /** Makes the replica the primary and opens it to the application. Repeatable: a replica that was promoted stays so. */
  failover(place: Place, context: StepContext): Promise<FailoverResult>
  /** Makes the old primary a replica of the new one, switches back when it has everything, and lets the DR side follow again. */
  failback(place: Place, context: StepContext): Promise<FailbackResult>
}
