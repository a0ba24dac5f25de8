import type { Clock, Ids } from '../../ports/clock.js'
import { randomUUID } from 'node:crypto'

export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (duration, signal) =>
    new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer)
        signal?.removeEventListener('abort', done)
        resolve()
      }
      const timer = setTimeout(done, Number(duration))
      if (signal?.aborted) return done()
      signal?.addEventListener('abort', done)
    }),
}

export const randomIds: Ids = { next: (prefix) => `${prefix}-${randomUUID()}` }
