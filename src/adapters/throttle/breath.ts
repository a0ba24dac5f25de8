/** The first samples, taken when the copy has just begun, say how quick the source is otherwise. */
const BASELINE_SAMPLES = 5
/** A source is out of breath when it answers three times slower than that, and so slow that somebody notices. */
const FACTOR = 3
const NOTICEABLE_MS = 20
/** A calm source gets 10 % more each second; a copy is never slowed below this, or it would not end. */
const RISE = 1.1
const FLOOR = 65_536

/**
 * How fast one system's copy may read: additive patience, multiplicative relief (AIMD, Chiu and Jain 1989, with a proportional rise).
 * Where nothing limits the copy, the first relief starts from the rate it was measured at, and ends when that is reached again.
 */
export class Breath {
  private readonly first: number[] = []
  private relieved: { rate: number; readonly ceiling: number } | undefined
  private granted = 0
  private since: number | undefined
  private measured = 0

  /** Bytes a second; undefined: nothing holds it. */
  get rate(): number | undefined {
    return this.relieved?.rate
  }

  sent(size: number, now: number): void {
    this.since ??= now
    this.granted += size
  }

  /** `limit`: what the line would let through, Infinity where none is set. */
  observe(latency: number, now: number, limit: number): void {
    const elapsed = this.measure(now)
    if (this.first.length < BASELINE_SAMPLES) {
      this.first.push(latency)
      return
    }
    if (latency > Math.max(FACTOR * median(this.first), NOTICEABLE_MS)) this.relieve(limit)
    else this.rise(elapsed)
  }

  private measure(now: number): number {
    const elapsed = (now - (this.since ?? now)) / 1_000
    if (elapsed > 0) this.measured = this.granted / elapsed
    this.granted = 0
    this.since = now
    return elapsed
  }

  private relieve(limit: number): void {
    const ceiling = this.relieved?.ceiling ?? Math.min(limit, this.measured)
    const before = this.relieved?.rate ?? ceiling
    if (before > 0) this.relieved = { rate: Math.max(FLOOR, before / 2), ceiling }
  }

  private rise(elapsed: number): void {
    if (!this.relieved) return
    const rate = this.relieved.rate * RISE ** elapsed
    this.relieved = rate >= this.relieved.ceiling ? undefined : { ...this.relieved, rate }
  }
}

function median(samples: readonly number[]): number {
  const sorted = samples.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}
