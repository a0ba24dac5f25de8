import { setTimeout as sleep } from 'node:timers/promises'
import type { Duration } from '../../model/duration.js'

/** Asks again and again until there is an answer; undefined when `times` questions had none. */
export async function poll<T>(every: Duration, times: number, question: () => Promise<T | undefined>): Promise<T | undefined> {
  for (let asked = 0; asked < times; asked++) {
    const answer = await question()
    if (answer !== undefined) return answer
    await sleep(every)
  }
  return undefined
}
