import type { Instant } from '../model/instant.js'
import type { Json } from '../model/json.js'
import type { JsonObject } from '../model/json.js'
import type { PhaseDefinition } from '../model/step.js'

export type PhaseStatus = 'waiting' | 'queued' | 'running' | 'done' | 'failed' | 'cancelled'

export interface PhaseRun {
  readonly id: string
  readonly phase: string
  readonly site: string | null
  readonly status: PhaseStatus
  readonly notBefore: Instant | null
  readonly error: string | null
}

export interface StepRun {
  readonly name: string
  readonly ended: Instant | null
  readonly result: Json
}

/** What callers outside a worker may do: start, wake, cancel, retry and look. Needs no phase code. */
export interface EngineControl {
  /** Same id, same run: starting twice starts once. */
  startPhase(id: string, phase: string, input: JsonObject, options: { readonly site: string; readonly notBefore?: Instant }): Promise<void>
  /** Lets a phase that waits for its date begin now. */
  wake(id: string): Promise<void>
  cancel(prefix: string): Promise<void>
  /** Runs a failed phase again from the named step; steps before it keep their results. */
  retryFrom(id: string, step: string): Promise<void>
  list(filter: { readonly prefix?: string; readonly status?: PhaseStatus }): Promise<readonly PhaseRun[]>
  steps(id: string): Promise<readonly StepRun[]>
  close(): Promise<void>
}

/** A worker: runs phases until stopped. */
export interface EngineWorker {
  stop(): Promise<void>
}

export interface WorkerOptions {
  readonly id: string
  readonly databaseUrl: string
  /** Sites whose work this worker takes; `*` for all. */
  readonly sites: readonly string[]
  /** Phases of one site that may run at once, over all workers. */
  readonly perSite: number
  readonly phases: readonly PhaseDefinition[]
  /** Number of the phase contract: changes only when a phase's own step order changes. */
  readonly contract: string
  /** The next fence number of a subject. */
  readonly nextFence: (subject: string) => Promise<number>
  readonly onEvent: (event: EngineEvent) => void
}

export type EngineEvent =
  | { readonly type: 'step.started'; readonly phaseId: string; readonly step: string; readonly attempt: number }
  | {
    readonly type: 'step.progress'; readonly phaseId: string; readonly step: string
    readonly done: number; readonly total: number; readonly unit: string; readonly what: string | null
  }
  | { readonly type: 'step.ended'; readonly phaseId: string; readonly step: string; readonly milliseconds: number }
  | { readonly type: 'step.failed'; readonly phaseId: string; readonly step: string; readonly attempt: number; readonly error: string }
  | { readonly type: 'phase.taken_over'; readonly phaseId: string; readonly from: string }
