import { bytes, type Bytes } from '../../model/bytes.js'
import { milliseconds } from '../../model/duration.js'
import type { Clock } from '../../ports/clock.js'
import type { UplinkShare } from '../../ports/data-mover.js'
import type { Throttle } from '../../ports/throttle.js'
import { Breath } from './breath.js'
import { Line } from './line.js'

export interface ThrottleOptions {
  /** Bytes a second that copies may send over the line of a facility; a facility that is not named is not limited. */
  readonly uplinks: ReadonlyMap<string, Bytes>
  readonly clock: Clock
  /** Whether people have paused the copies of a system; asked several times a second, so it must not take time. */
  readonly isPaused: (system: string) => boolean
}

/** How soon a copy goes on after its pause has ended. */
const PAUSE_LOOK = milliseconds(200)

/** A copy counts as under way this long after it last asked for anything. */
const ACTIVE_MS = 10_000

/** One system's copy: how fast its source lets it go, and when it last asked. */
interface Copy {
  readonly breath: Breath
  readonly line: Line
  uplink: string | null
  askedAt: number
}

/** One bucket an uplink, shared in turns by the copies of this worker; before it one for each copy, as wide as its source has breath. */
export function createThrottle({ uplinks, clock, isPaused }: ThrottleOptions): Throttle {
  const copies = new Map<string, Copy>()
  const lines = new Map([...uplinks].map(([facility, rate]) => [facility, new Line(() => Number(rate), clock)]))
  const copyOf = ({ system, uplink }: UplinkShare): Copy => {
    const copy = copies.get(system) ?? newCopy(clock)
    copies.set(system, Object.assign(copy, { uplink, askedAt: clock.now() }))
    return copy
  }
  const limitOf = (uplink: string | null) => Number((uplink === null ? undefined : uplinks.get(uplink)) ?? Infinity)
  return {
    async take(share, size, signal) {
      const copy = copyOf(share)
      while (isPaused(share.system) && !signal.aborted) await clock.sleep(PAUSE_LOOK, signal)
      await copy.line.take(share.system, Number(size), signal)
      await lines.get(share.uplink ?? '')?.take(share.system, Number(size), signal)
      signal.throwIfAborted()
      copy.breath.sent(Number(size), clock.now())
    },
    observe: (share, latency) => copyOf(share).breath.observe(Number(latency), clock.now(), limitOf(share.uplink)),
    rate(share) {
      const { breath } = copyOf(share)
      const sharing = [...copies.values()].filter(({ uplink, askedAt }) => uplink === share.uplink && clock.now() - askedAt < ACTIVE_MS).length
      const rate = Math.min(limitOf(share.uplink) / sharing, breath.rate ?? Infinity)
      return rate === Infinity ? undefined : bytes(Math.floor(rate))
    },
    paused: ({ system }) => isPaused(system),
  }
}

function newCopy(clock: Clock): Copy {
  const breath = new Breath()
  return { breath, line: new Line(() => breath.rate, clock), uplink: null, askedAt: 0 }
}
