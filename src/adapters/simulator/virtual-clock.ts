import { milliseconds } from '../../model/duration.js'
import type { Clock } from '../../ports/clock.js'

interface Sleeper {
  readonly due: number
  readonly order: number
  readonly wake: () => void
}

/**
 * Time that passes only when everybody sleeps, and then at once to the next who is due: weeks take milliseconds, and two runs with the same
 * seed see the same times. Sleepers that are due at the same moment wake in the order in which they lay down.
 */
export function virtualClock(start: number): Clock {
  const sleepers: Sleeper[] = []
  let now = start
  let order = 0
  let ticking = false
  const tick = () => {
    const next = sleepers.shift()
    if (!next) return void (ticking = false)
    now = Math.max(now, next.due)
    next.wake()
    // What was woken runs until it sleeps again before the next one is woken.
    setImmediate(tick)
  }
  return {
    now: () => now,
    sleep: (duration, signal) => new Promise((resolve) => {
      if (signal?.aborted) return resolve()
      const sleeper = { due: now + Math.max(Number(duration), Number(milliseconds(0))), order: order += 1, wake: resolve }
      const at = sleepers.findIndex((one) => one.due > sleeper.due)
      sleepers.splice(at < 0 ? sleepers.length : at, 0, sleeper)
      signal?.addEventListener('abort', () => {
        const index = sleepers.indexOf(sleeper)
        if (index >= 0) sleepers.splice(index, 1)
        resolve()
      }, { once: true })
      if (!ticking) setImmediate(tick)
      ticking = true
    }),
  }
}
