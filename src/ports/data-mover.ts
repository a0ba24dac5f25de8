import type { Bytes } from '../model/bytes.js'
import type { Duration } from '../model/duration.js'
import type { JsonObject } from '../model/json.js'
import type { Progress, StepContext } from '../model/step.js'

/** `source` is the old side for the whole life of a move, `target` the new one, whichever of them serves at the moment. */
export type Side = 'source' | 'target'

/** How to reach one database. Made by the secrets port at the moment of use; never stored, never logged. */
export interface DatabaseEndpoint {
  readonly host: string
  readonly port: number
  readonly database: string
  readonly user: string
  readonly password: string
}

/** One system's data and how to reach both sides of it. */
export interface DataMove {
  readonly system: string
  /** Names slots, publications and subscriptions; stable over attempts that continue one another. */
  readonly name: string
  readonly source: DatabaseEndpoint
  readonly target: DatabaseEndpoint
  /** Roles the application logs in with; the fence holds these. */
  readonly appRoles: readonly string[]
}

/** What preflight saw: block stops, fix is ours to mend with consent, warn is recorded. */
export interface PreflightFinding {
  readonly check: string
  readonly severity: 'block' | 'fix' | 'warn'
  readonly objects: readonly string[]
  readonly params: Readonly<Record<string, string | number>>
}

export interface CopyResult extends JsonObject {
  readonly tables: number
  readonly rows: number
  readonly bytes: number
  readonly largeObjects: number
  readonly milliseconds: number
  readonly consistentPoint: string
}

export interface SyncStatus {
  /** Age of the newest heartbeat seen on the receiving side, both read by one clock. */
  readonly lag: Duration
  readonly pending: Bytes
  readonly applyErrors: number
  /** Tables whose columns differ between the sides: schema changes made during the sync. */
  readonly drifted: readonly string[]
}

/** Equality of the two sides, per table: counts and order-independent hashes; values never leave the databases. */
export interface Proof extends JsonObject {
  readonly result: 'pass' | 'fail'
  /** `snapshots`: one exported snapshot a side, taken inside the fence. `live`: both sides in use, differing buckets read again until the feed has passed the read. */
  readonly method: 'snapshots' | 'live'
  readonly tables: readonly TableProof[]
  readonly sequences: { readonly compared: number; readonly different: readonly string[] }
  readonly largeObjects: { readonly compared: number; readonly different: number }
  readonly milliseconds: number
}

export interface TableProof extends JsonObject {
  readonly table: string
  readonly rowsSource: number
  readonly rowsTarget: number
  readonly hashSource: string
  readonly hashTarget: string
  /** Key ranges that differ, never values. */
  readonly differing: readonly string[]
}

/** Milliseconds of each step inside the outage, in order. */
export interface SwitchTimings extends JsonObject {
  readonly fence: number
  readonly drain: number
  readonly fixups: number
  readonly snapshots: number
  readonly reverse: number
  readonly open: number
}

/**
 * One switch-over in progress: warm sessions to both sides, opened before the fence. Order of calls is the order below.
 * `abort` undoes everything up to `open`, in under a second, and leaves the side that served before serving;
 * after `open` the way back is a switch in the other direction.
 */
export interface SwitchSession {
  /** Close the door, then clear the room: application roles NOLOGIN, sessions ended, no open write transaction left. */
  fence(): Promise<void>
  /** Proves with a token that everything committed on the serving side has arrived. Rejects when `deadline` passes. */
  drain(deadline: Duration): Promise<{ readonly position: string }>
  /** What replication never carries: sequences, large objects, materialised views. */
  fixups(): Promise<void>
  /** One exported snapshot a side, both of the same content. */
  snapshots(): Promise<{ readonly serving: string; readonly receiving: string }>
  /** The feed in the other direction stands and holds every write from now on. */
  reverse(): Promise<void>
  /** The receiving side accepts the application: the point of no silent return. */
  open(): Promise<void>
  abort(): Promise<void>
  /** Compares everything under the snapshots while the application already writes. */
  prove(onProgress: (progress: Progress) => void): Promise<Proof>
  /** Ends the sessions; the snapshots are gone after it. */
  close(): Promise<void>
  readonly timings: SwitchTimings
}

/** Where a move stands, read from both sides themselves; what a new worker asks first. */
export interface MoveStatus {
  readonly serving: Side | 'both' | 'neither'
  /** The feed from the serving side to the other one exists. */
  readonly feed: boolean
  readonly copied: boolean
}

export interface DataMover {
  preflight(move: DataMove): Promise<readonly PreflightFinding[]>
  /** Roles and settings on the target, replica identities and the fence table on the source. Repeatable. */
  prepare(move: DataMove, context: StepContext): Promise<{ readonly fixed: readonly string[] }>
  /** Slot with exported snapshot, copy under it, feed started. A copy that was cut off starts over. */
  copy(move: DataMove, context: StepContext): Promise<CopyResult>
  syncStatus(move: DataMove): Promise<SyncStatus>
  /** Compares both sides while they are in use. */
  rehearse(move: DataMove, context: StepContext): Promise<Proof>
  status(move: DataMove): Promise<MoveStatus>
  /** Opens the warm sessions and prepares all that can be prepared before the fence, `from` being the side that serves. */
  beginSwitch(move: DataMove, from: Side, context: StepContext): Promise<SwitchSession>
  /** Undoes whatever an interrupted switch left, unless it had opened; returns the side that serves afterwards. */
  recover(move: DataMove, context: StepContext): Promise<Side>
  /** Ends the feeds and removes all that the move left on both sides; the old side stays fenced. */
  finish(move: DataMove, context: StepContext): Promise<void>
  /** Closes the application's door on one side for good (a retired system). */
  retire(endpoint: DatabaseEndpoint, appRoles: readonly string[]): Promise<void>
}
