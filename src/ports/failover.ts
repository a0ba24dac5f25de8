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

/** Where a way back meets the other parts of its system, and the requests. */
export interface FailbackMoments {
  /** The old primary has everything but the last moment: the DR site's door closes when this resolves. */
  caughtUp(): Promise<void>
  /** The old primary accepts the application; the outage lasts until this resolves. */
  opened(): Promise<void>
}

/** Which side accepts the application, read from the servers themselves. */
export interface DrSides extends JsonObject {
  readonly serving: 'primary' | 'dr' | 'both' | 'neither' | 'unknown'
  /** `returned`: up again after a failover and not yet a replica: it may hold writes that the DR site never got, and must not serve. */
  readonly primary: 'serving' | 'closed' | 'returned' | 'following' | 'unreachable'
  readonly replica: 'following' | 'serving' | 'closed' | 'unreachable'
  /** Whether a way back can copy only what differs; null: this cannot be seen now. */
  readonly rewind: boolean | null
  /** Bytes of log kept for the side that follows; null where nothing is kept. */
  readonly retained: number | null
}

/** The DR site takes over from a primary that is lost, and gives back what it took. */
export interface Failover<Place = ReplicaPlace> {
  /** Closes the application's door on the old primary, for good as far as it can be reached. Repeatable. */
  fence(place: Place, context: StepContext): Promise<FenceResult>
  /** Makes the replica the primary and opens it to the application, after a fence. Repeatable: a replica that was promoted stays so. */
  failover(place: Place, context: StepContext): Promise<FailoverResult>
  /**
   * Makes the old primary a replica of the new one, switches back when it has everything, and lets the DR side follow again.
   * Repeatable from wherever it was cut off; a way back that has ended is refused, because the primary serves.
   */
  failback(place: Place, context: StepContext, moments?: FailbackMoments): Promise<FailbackResult>
  /** Changes nothing. Null, or left out, where the kind of data does not tell. */
  sides?(place: Place): Promise<DrSides | null>
}
