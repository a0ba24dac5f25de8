import { milliseconds } from '../../../model/duration.js'
import type { CopyWork } from '../mover/copy-work.js'
import { connectAll, connectSide } from '../mover/sides.js'

/** A server that does not answer for so long counts as lost: TCP alone would take a quarter of an hour. */
const SILENCE_MS = 60_000

/**
 * Once a second for the length of `body`: asks both servers something small, tells the throttle how long the source took, and says how far the
 * copy is. `lost` is told when one of them does not answer any more.
 */
export async function whileWatched(work: CopyWork, tell: () => void, lost: (reason: unknown) => void, body: () => Promise<void>): Promise<void> {
  const { move, options: { clock, throttle } } = work
  const open = (side: 'source' | 'target') => () => connectSide(move, side, 'copy', { answerTimeout: SILENCE_MS })
  const [source, target] = await connectAll([open('source'), open('target')])
  const ended = new AbortController()
  const watch = async () => {
    while (!ended.signal.aborted) {
      const asked = clock.now()
      await source!.rows('SELECT 1')
      throttle.observe(move, milliseconds(clock.now() - asked))
      await target!.rows('SELECT 1')
      tell()
      await clock.sleep(milliseconds(1_000), ended.signal)
    }
  }
  const watching = watch().catch((reason: unknown) => { if (!ended.signal.aborted) lost(reason) })
  try {
    await body()
  } finally {
    ended.abort()
    await Promise.all([source!.end(), target!.end()])
    await watching
  }
}
