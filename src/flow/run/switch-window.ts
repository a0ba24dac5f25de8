import { DiagnosticError, problem } from '../../diagnostics/diagnostic.js'
import type { Duration } from '../../model/duration.js'
import type { Clock } from '../../ports/clock.js'

/** The time in which nobody can write: it ends by itself, whatever hangs inside it. */
export class SwitchWindow {
  private over = false
  private readonly end = new AbortController()
  private readonly expired: Promise<never>
  private router: Promise<void> | null = null

  constructor(clock: Clock, readonly deadline: Duration, private readonly name: string) {
    this.expired = clock.sleep(deadline, this.end.signal).then(() => {
      // Closed in time: nobody waits for this any more.
      if (this.end.signal.aborted) return new Promise<never>(() => undefined)
      this.over = true
      throw this.tooLong()
    })
    this.expired.catch(() => undefined)
  }

  /** The work, or a failure when the window ends before it does. */
  async within<T>(work: Promise<T>): Promise<T> {
    work.catch(() => undefined)
    return Promise.race([work, this.expired])
  }

  /** Takes a step unless the window is over. */
  async step<T>(work: () => Promise<T>): Promise<T> {
    if (this.over) throw this.tooLong()
    return work()
  }

  async turning(router: Promise<void>): Promise<void> {
    this.router = router
    await router.finally(() => { this.router = null })
  }

  /** A router that hung when the window ended may still turn afterwards: then it is turned back once more. */
  async turnBack(back: () => Promise<void>): Promise<void> {
    const hanging = this.router
    await back()
    hanging?.then(back, back).catch(() => undefined)
  }

  close(): void {
    this.end.abort()
  }

  private tooLong(): DiagnosticError {
    return new DiagnosticError(problem('RUN_WINDOW_OVER', { name: this.name, seconds: Number(this.deadline) / 1_000 }))
  }
}
