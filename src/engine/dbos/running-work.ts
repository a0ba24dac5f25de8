import { setTimeout as sleep } from 'node:timers/promises'
import type { Duration } from '../../model/duration.js'

/** One phase that runs in this process. */
export interface PhaseInProcess {
  end(): void
  /** Leaves the phase where it is, for the next worker: never returns, and nothing more of it is recorded. */
  park(): Promise<never>
}

/** What runs in this process, and the wish that it should stop. */
export interface RunningWork {
  readonly stopping: AbortSignal
  begin(): PhaseInProcess
  /** Asks all bodies to end and waits for them, at most `grace`; true when every phase came to its own end. */
  stop(grace: Duration): Promise<boolean>
}

export function trackWork(): RunningWork {
  const stopping = new AbortController()
  const running = new Set<Promise<void>>()
  let parked = 0
  return {
    stopping: stopping.signal,
    begin() {
      let resolve = (): void => undefined
      const promise = new Promise<void>((done) => { resolve = done })
      running.add(promise)
      const end = (): void => {
        running.delete(promise)
        resolve()
      }
      return { end, park: () => { parked += 1; end(); return new Promise<never>(() => undefined) } }
    },
    async stop(grace) {
      stopping.abort()
      const expired = new AbortController()
      await Promise.race([Promise.all(running), sleep(grace, undefined, { signal: expired.signal }).catch(() => undefined)])
      expired.abort()
      return parked === 0 && running.size === 0
    },
  }
}
