import type { ContentHash } from '../model/canonical.js'
import type { EvidenceRecord } from '../model/evidence.js'
import type { Instant } from '../model/instant.js'
import type { JsonObject } from '../model/json.js'
import type { SystemState } from '../model/system-state.js'

/** The run's own record: never only the engine's. Every method may be repeated. */
export interface RunStore {
  createRun(run: RunRecord): Promise<void>
  run(id: string): Promise<RunRecord | undefined>
  latestRun(place: string): Promise<RunRecord | undefined>
  /** Adds the attempt `number` of a system, state `planned`; earlier attempts stay. */
  startAttempt(run: string, system: string, number: number, at: Instant): Promise<void>
  /** Moves the latest attempt of a system to a state; refuses a change that the state machine does not know, and one by the work of an earlier attempt. */
  setState(run: string, system: string, attempt: number, state: SystemState, at: Instant, detail?: JsonObject): Promise<void>
  /** A wait with reason, owner, since-when and next step; null ends it. Refused to the work of an earlier attempt. */
  setWaiting(run: string, system: string, attempt: number, waiting: Waiting | null): Promise<void>
  /** Holds the copies of a system until they are let go again, over the death of any worker; paused twice, the first stays. */
  pause(pause: Pause): Promise<void>
  resume(run: string, system: string): Promise<void>
  pauses(run: string): Promise<readonly Pause[]>
  systems(run: string): Promise<readonly SystemRecord[]>
  append(event: RunEvent): Promise<void>
  events(run: string, after: number): Promise<readonly StoredEvent[]>
  approve(approval: Approval): Promise<void>
  approvals(run: string, system: string): Promise<readonly Approval[]>
  addEvidence(evidence: Omit<EvidenceRecord, 'previous' | 'hash'>): Promise<EvidenceRecord>
  evidence(run: string, system?: string): Promise<readonly EvidenceRecord[]>
  /** The next fence number of a subject: rises for ever. */
  nextFence(subject: string): Promise<number>
  close(): Promise<void>
}

export interface RunRecord {
  readonly id: string
  readonly place: string
  readonly createdAt: Instant
  readonly operator: string
  readonly planHash: ContentHash
  readonly inventoryHash: ContentHash
  readonly stacksHash: ContentHash | null
  /** The plan that was approved, whole. */
  readonly plan: JsonObject
}

export interface Waiting {
  readonly reason: 'window' | 'approval' | 'capacity' | 'manual' | 'lag'
  readonly owner: string
  readonly since: Instant
  readonly nextStep: string
}

export interface Pause {
  readonly run: string
  readonly system: string
  readonly by: string
  readonly since: Instant
}

export interface SystemRecord {
  readonly run: string
  readonly system: string
  readonly attempt: number
  readonly state: SystemState
  readonly since: Instant
  readonly waiting: Waiting | null
  readonly detail: JsonObject
}

export interface RunEvent {
  readonly run: string
  readonly system: string | null
  readonly at: Instant
  readonly type:
    | 'run.started' | 'state.changed' | 'step.started' | 'step.progress' | 'step.ended' | 'step.failed' | 'step.waiting'
    | 'gate.opened' | 'gate.approved' | 'check.result' | 'measurement' | 'alarm' | 'copy.paused' | 'copy.resumed' | 'worker.started' | 'run.finished'
  readonly data: JsonObject
}

export interface StoredEvent extends RunEvent {
  /** Rises by one per event of the whole store. */
  readonly sequence: number
}

export type Gate = 'ready' | 'cutover' | 'commit' | 'close'

export interface Approval {
  readonly run: string
  readonly system: string
  readonly attempt: number
  readonly gate: Gate
  readonly by: string
  readonly at: Instant
  readonly why: string
  /** Hash of what was shown to the one who signed. */
  readonly shown: ContentHash
}
