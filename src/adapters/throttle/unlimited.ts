import type { Throttle } from '../../ports/throttle.js'

/** Lets everything through at once: lines nobody limits. */
export const unlimited: Throttle = {
  take: async (_share, _size, signal) => signal.throwIfAborted(),
  observe: () => undefined,
  rate: () => undefined,
  paused: () => false,
}
