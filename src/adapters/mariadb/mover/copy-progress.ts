import { milliseconds } from '../../../model/duration.js'
import type { StepContext } from '../../../model/step.js'
import type { DatabaseMove } from '../../../ports/data-mover.js'
import { sizeOf } from './measure.js'
import type { MoverOptions } from './options.js'
import type { Sides } from './sides.js'

/** Reports once a second while `work` runs what has left the source, and tells the throttle how fast the source answers meanwhile. */
export async function whileReporting<T>(
  move: DatabaseMove, sides: Sides, context: StepContext, { clock, throttle }: MoverOptions, work: (passed: (count: number) => void) => Promise<T>,
): Promise<T> {
  const ended = new AbortController()
  const total = await sizeOf(sides.source, move.source.database)
  let done = 0
  const loop = async () => {
    while (!ended.signal.aborted) {
      const started = clock.now()
      await sides.source.rows('SELECT 1')
      throttle.observe(move, milliseconds(clock.now() - started))
      context.heartbeat({ done: Math.min(done, total), total, unit: 'bytes', what: 'copy' })
      await clock.sleep(milliseconds(1_000), ended.signal)
    }
  }
  const reporting = loop().catch(() => undefined)
  try {
    return await work((count) => { done += count })
  } finally {
    ended.abort()
    await reporting
  }
}
