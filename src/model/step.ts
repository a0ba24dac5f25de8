import type { Duration } from './duration.js'
import type { Instant } from './instant.js'
import type { JsonObject } from './json.js'

/**
 * What a step body gets from the engine. A body runs at least once: it must be idempotent, heed `signal`,
 * and show `fence` (rising with every attempt on the same subject) to whatever it changes.
 */
export interface StepContext {
  readonly signal: AbortSignal
  /** 1 on the first attempt. */
  readonly attempt: number
  /** Rises with every attempt; the target refuses a lower one. */
  readonly fence: number
  /** Says that the body is alive and how far it is; cheap, may be called often. */
  heartbeat(progress: Progress): void
}

export interface Progress {
  readonly done: number
  readonly total: number
  readonly unit: 'bytes' | 'rows' | 'steps'
  readonly what?: string
}

/** One step of a phase: a name that never changes once released, and a body whose result is JSON below 1 MiB. */
export interface Step<Input extends JsonObject> {
  readonly name: string
  readonly timeout: Duration
  readonly maxAttempts: number
  /** False for an error that another attempt cannot mend; without it every error is tried again. */
  readonly retry?: (error: unknown) => boolean
  readonly body: (input: Input, results: StepResults, context: StepContext) => Promise<JsonObject>
}

/** Results of the steps of this phase that have ended, by step name. */
export type StepResults = Readonly<Record<string, JsonObject>>

/** What follows a phase. A wait is a row with a date, never a function that stays suspended. */
export interface NextPhase {
  readonly id: string
  readonly phase: string
  readonly input: JsonObject
  readonly site: string
  readonly notBefore?: Instant
}

/** A short chain of steps that the engine runs durably, and what it starts when they have ended. */
export interface PhaseDefinition<Input extends JsonObject = JsonObject> {
  readonly name: string
  readonly steps: readonly Step<Input>[]
  readonly next: (input: Input, results: StepResults) => readonly NextPhase[]
}
