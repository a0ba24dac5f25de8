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

/** A directory tree: on this machine (or mounted here), or on a host that is reached by ssh. Only one side of a move may be remote: rsync runs on the other. */
export interface FileTree {
  readonly path: string
  readonly ssh: SshAddress | null
}

/** Authentication by key: `identityFile` is a path, ssh never asks for a password. */
export interface SshAddress {
  readonly host: string
  readonly port: number
  readonly user: string
  readonly identityFile: string
}

/** Where a move's bytes go through: copies that share a room's uplink share its rate. */
export interface UplinkShare {
  readonly system: string
  /** Facility whose line is used; null: a line that nobody limits. */
  readonly uplink: string | null
}

/** One side's part of a database: what it takes to close its door for good. */
export interface DatabaseSource extends UplinkShare {
  readonly kind: 'postgres' | 'mariadb'
  /** Names slots, publications and subscriptions; stable over attempts that continue one another. */
  readonly name: string
  readonly source: DatabaseEndpoint
  /** Roles the application logs in with; the fence holds these. */
  readonly appRoles: readonly string[]
}

export interface DatabaseMove extends DatabaseSource {
  readonly target: DatabaseEndpoint
  /** How the first copy is made; the adapter's own parallel copier where nothing is said. */
  readonly copier?: Copier
}

/** `parallel` is the adapter's own; the others are programs that must be installed. */
export type Copier = 'parallel' | 'pgcopydb' | 'pg_dump' | 'mydumper' | 'mariadb-dump'

export interface FilesSource extends UplinkShare {
  readonly kind: 'files'
  readonly name: string
  readonly source: FileTree
  readonly door: FileDoor
  /** rsync patterns of what is no data of the system: caches, sockets, a database's own files. */
  readonly exclude: readonly string[]
}

export interface FilesMove extends FilesSource {
  readonly target: FileTree
}

/**
 * How the application is kept from writing. `mode`: the tree's root directory is closed to everybody but the superuser, and who still holds a file
 * open is ended. `commands`: the site's own commands, repeatable, exit status 0 when the door is as asked (stop a service, remount read-only).
 */
export type FileDoor =
  | { readonly kind: 'mode' }
  | { readonly kind: 'commands'; readonly source: DoorCommands; readonly target: DoorCommands }

export interface DoorCommands {
  readonly close: readonly string[]
  readonly open: readonly string[]
}

/**
 * A system whose data lies in several places with one cutover over all of them. The first part leads: what it says serves, serves;
 * it opens first and the others follow it, so that an interruption between the openings is completed and never undone.
 */
export interface SystemSource {
  readonly kind: 'system'
  readonly system: string
  readonly name: string
  readonly parts: readonly [DatabaseSource | FilesSource, ...FilesSource[]]
}

export interface SystemMove {
  readonly kind: 'system'
  readonly system: string
  readonly name: string
  readonly parts: readonly [DatabaseMove | FilesMove, ...FilesMove[]]
}

/** One system's data and how to reach both sides of it. */
export type DataMove = DatabaseMove | FilesMove | SystemMove

/** The old side alone: a system that moves nowhere has no more. */
export type DataSource = DatabaseSource | FilesSource | SystemSource

/** What preflight saw: block stops, fix is ours to mend with consent, warn is recorded. The words of check `P1` are those of code `PREFLIGHT_P1`. */
export interface PreflightFinding {
  readonly check: string
  readonly severity: 'block' | 'fix' | 'warn'
  readonly objects: readonly string[]
  readonly params: Readonly<Record<string, string | number>>
  /** What would mend it, ready to be given to the server; `ours`: by `fix` with consent, `theirs`: by the people who run the place. */
  readonly remedy?: { readonly by: 'ours' | 'theirs'; readonly statements: readonly string[] }
}

export interface CopyResult extends JsonObject {
  readonly tables: number
  readonly rows: number
  readonly bytes: number
  readonly largeObjects: number
  readonly milliseconds: number
  readonly consistentPoint: string
  /** What was left behind on purpose, with the reason: rows of unlogged tables, sockets, subscriptions… */
  readonly skipped: readonly Skipped[]
  /** Program and version that made the copy. */
  readonly copier: string
}

export interface Skipped extends JsonObject {
  readonly object: string
  readonly reason: 'unlogged' | 'foreign' | 'subscription' | 'publication' | 'event_off' | 'special_file' | 'excluded'
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
  /** Everything that is not rows: tables, indexes, constraints, views, routines, triggers, grants, extensions; or modes, owners and links of files. */
  readonly objects: { readonly compared: number; readonly different: readonly string[] }
  readonly milliseconds: number
}

/** A table, or a part of a file tree: then rows are files. */
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

/**
 * States of one move. Each up to `drained` is undone by opening the serving side's door again; from `switched` on the undo is a switch the other way,
 * until `closed`, which has none.
 */
export type MoveState =
  | 'planned' | 'preflighted' | 'held' | 'copied' | 'syncing' | 'ready' | 'fenced' | 'drained' | 'switched' | 'observing' | 'rolled-back' | 'closed'

/** Where a move stands, read from both sides themselves; what a new worker asks first. */
export interface MoveStatus {
  readonly serving: Side | 'both' | 'neither'
  /** The feed from the serving side to the other one exists. */
  readonly feed: boolean
  readonly copied: boolean
  /** The last state that left a mark on the sides: `ready`, `drained` and `switched` are moments inside a switch and are seen there only. */
  readonly state: MoveState
}

/** What our feed keeps of a side's log, against what that side can bear. */
export interface GuardReading extends JsonObject {
  readonly side: Side
  readonly retained: number
  /** Bytes at which the feed is stopped; null where nothing bounds it. */
  readonly limit: number | null
  /** Free bytes beside the log; null where the server does not tell. */
  readonly free: number | null
  /** `lost`: the server has already given the feed up. */
  readonly verdict: 'calm' | 'alarm' | 'stop' | 'lost'
}

export interface DataMover<Move = DataMove, Source = DataSource> {
  /** Reads both sides and changes neither. */
  preflight(move: Move): Promise<readonly PreflightFinding[]>
  /** Mends what the named checks found and what is ours to mend, with the consent the call expresses. Repeatable. */
  fix(move: Move, checks: readonly string[], context: StepContext): Promise<{ readonly fixed: readonly string[] }>
  /** Roles and settings on the target, replica identities and the fence table on the source. Repeatable. */
  prepare(move: Move, context: StepContext): Promise<{ readonly fixed: readonly string[] }>
  /** Slot with exported snapshot, copy under it, feed started. A copy that was cut off starts over. */
  copy(move: Move, context: StepContext): Promise<CopyResult>
  syncStatus(move: Move): Promise<SyncStatus>
  /** One reading a side whose log we hold; cheap, asked every half minute as long as a feed exists. */
  guard(move: Move): Promise<readonly GuardReading[]>
  /** Gives the feed up because it endangers the side that serves, which goes on serving. Before the switch the copy starts over; after it the way back is gone. */
  release(move: Move, context: StepContext): Promise<void>
  /** Compares both sides while they are in use. */
  rehearse(move: Move, context: StepContext): Promise<Proof>
  status(move: Move): Promise<MoveStatus>
  /** Opens the warm sessions and prepares all that can be prepared before the fence, `from` being the side that serves. */
  beginSwitch(move: Move, from: Side, context: StepContext): Promise<SwitchSession>
  /**
   * Undoes whatever an interrupted switch left, unless it had opened; returns the side that serves afterwards.
   * `lead`: the side that serves by the word of the part that leads this one; a switch to it that stood ready is opened instead of undone.
   */
  recover(move: Move, context: StepContext, lead?: Side): Promise<Side>
  /** Ends the feeds and removes all that the move left on both sides; the old side stays fenced. */
  finish(move: Move, context: StepContext): Promise<void>
  /** Closes the application's door on the old side for good. */
  retire(source: Source): Promise<void>
}
