import type { Duration } from '../model/duration.js'

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
  /** Ends early, without error, when the signal is aborted. */
  sleep(duration: Duration, signal?: AbortSignal): Promise<void>
}

export interface Ids {
  next(prefix: string): string
}
