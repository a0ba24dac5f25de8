/** One thing to do, by whichever worker is free. */
export type Job<Worker> = (worker: Worker) => Promise<void>

/** Jobs that several workers take in order, of which some put in more. Ends when all are done, or with the first error. */
export class WorkQueue<Worker> {
  private readonly jobs: Job<Worker>[] = []
  private running = 0
  private error: { readonly reason: unknown } | undefined
  private waiting: (() => void)[] = []

  /** `onError` is told the first one at once: what else is under way may have to be cut short. */
  constructor(private readonly onError: (reason: unknown) => void) {}

  /** Behind all others. */
  add(job: Job<Worker>): void {
    this.jobs.push(job)
    this.wake()
  }

  /** Before all others: what has become possible through work already done. */
  addFirst(job: Job<Worker>): void {
    this.jobs.unshift(job)
    this.wake()
  }

  async run(workers: readonly Worker[]): Promise<void> {
    await Promise.all(workers.map((worker) => this.serve(worker)))
    if (this.error) throw this.error.reason
  }

  private async serve(worker: Worker): Promise<void> {
    while (!this.error) {
      const job = this.jobs.shift()
      if (job) await this.do(job, worker)
      else if (this.running === 0) return this.wake()
      else await new Promise<void>((resolve) => this.waiting.push(resolve))
    }
  }

  private async do(job: Job<Worker>, worker: Worker): Promise<void> {
    this.running += 1
    try {
      await job(worker)
    } catch (reason) {
      if (!this.error) this.onError(reason)
      this.error ??= { reason }
    }
    this.running -= 1
    this.wake()
  }

  private wake(): void {
    const waiting = this.waiting
    this.waiting = []
    for (const resolve of waiting) resolve()
  }
}
