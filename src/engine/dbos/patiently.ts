import { setTimeout as sleep } from 'node:timers/promises'
import { seconds } from '../../model/duration.js'

/** How often what needs the control database is tried, once a second: an outage of 5 min costs a step no attempt. */
const TRIES = 300

/** Does what needs the control database around a step, over an outage of it; gives up at the last try and when the wait is to end. */
export async function patiently<T>(ended: AbortSignal, work: () => Promise<T>, pause = seconds(1)): Promise<T> {
  for (let tried = 1; ; tried++) {
    try {
      return await work()
    } catch (error) {
      if (tried === TRIES || ended.aborted) throw error
    }
    await sleep(pause, undefined, { signal: ended }).catch(() => undefined)
  }
}
