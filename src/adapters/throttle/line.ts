import { setMaxListeners } from 'node:events'
import { milliseconds } from '../../model/duration.js'
import type { Clock } from '../../ports/clock.js'

/** What may be sent at once after a pause: a quarter of a second of the rate, and at least what programs send in one go. */
const BURST_SECONDS = 0.25
const SMALLEST_BURST = 65_536

export function burstOf(bytesPerSecond: number): number {
  return Math.max(bytesPerSecond * BURST_SECONDS, SMALLEST_BURST)
}

interface Waiter {
  left: number
  readonly done: () => void
}

/**
 * A token bucket that several senders share: over any time, what is granted is at most rate × time + one burst.
 * Senders take turns by pieces of at most one burst, so that one with large requests does not keep the others waiting.
 */
export class Line {
  private tokens: number | undefined
  private filledAt = 0
  private serving = false
  /** By sender; the order is the order of turns. */
  private readonly turns = new Map<string, Waiter[]>()

  /** `rate` in bytes a second, asked for every piece; undefined: as fast as it comes. */
  constructor(private readonly rate: () => number | undefined, private readonly clock: Clock) {}

  async take(sender: string, size: number, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted()
    if (this.rate() === undefined && this.turns.size === 0) return
    // Many senders of one copy wait with its one signal; that is no leak.
    setMaxListeners(0, signal)
    await new Promise<void>((resolve, reject) => {
      const abandon = () => {
        this.remove(sender, waiter)
        reject(signal.reason)
      }
      const waiter: Waiter = { left: size, done: () => { signal.removeEventListener('abort', abandon); resolve() } }
      signal.addEventListener('abort', abandon, { once: true })
      this.turns.set(sender, [...(this.turns.get(sender) ?? []), waiter])
      if (!this.serving) void this.serve()
    })
  }

  private async serve(): Promise<void> {
    this.serving = true
    for (let next = this.next(); next; next = this.next()) {
      const [sender, waiter] = next
      const rate = this.rate()
      const piece = rate === undefined ? waiter.left : Math.min(waiter.left, burstOf(rate))
      const missing = rate === undefined ? 0 : this.missing(piece, rate)
      if (missing > 0) {
        await this.clock.sleep(milliseconds(missing))
        continue
      }
      waiter.left -= piece
      this.endTurn(sender, waiter)
    }
    this.serving = false
  }

  private next(): readonly [string, Waiter] | undefined {
    for (const [sender, [waiter]] of this.turns) if (waiter) return [sender, waiter]
    return undefined
  }

  /** Takes the tokens of a piece when they are there: 0; else the milliseconds until they will be. */
  private missing(piece: number, rate: number): number {
    const now = this.clock.now()
    const burst = burstOf(rate)
    const filled = this.tokens === undefined ? burst : Math.min(burst, this.tokens + (Math.max(0, now - this.filledAt) * rate) / 1_000)
    this.filledAt = now
    this.tokens = filled
    if (filled < piece) return Math.max(1, Math.ceil(((piece - filled) * 1_000) / rate))
    this.tokens = filled - piece
    return 0
  }

  /** The sender's turn comes again after all others'. */
  private endTurn(sender: string, waiter: Waiter): void {
    const others = (this.turns.get(sender) ?? []).filter((one) => one !== waiter || one.left > 0)
    this.turns.delete(sender)
    if (others.length > 0) this.turns.set(sender, others)
    if (waiter.left <= 0) waiter.done()
  }

  private remove(sender: string, waiter: Waiter): void {
    const others = (this.turns.get(sender) ?? []).filter((one) => one !== waiter)
    if (others.length > 0) this.turns.set(sender, others)
    else this.turns.delete(sender)
  }
}
