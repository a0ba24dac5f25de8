import type { Bytes } from '../model/bytes.js'
import type { Duration } from '../model/duration.js'
import type { UplinkShare } from './data-mover.js'

/** Keeps copies from taking a room's whole uplink, and its source's breath. One instance a worker; copies that share an uplink share its rate. */
export interface Throttle {
  /** Resolves when so many bytes more may be sent; waits while the system's copy is paused. Rejects when the signal is aborted. */
  take(share: UplinkShare, size: Bytes, signal: AbortSignal): Promise<void>
  /** How long a small request to the source took while the copy runs, about once a second: a rise slows the copy, its end lets it go again. */
  observe(share: UplinkShare, latency: Duration): void
  /** What the share may send at the moment, for programs that limit themselves; undefined: as much as they can. */
  rate(share: UplinkShare): Bytes | undefined
  paused(share: UplinkShare): boolean
}
