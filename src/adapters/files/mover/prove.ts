import type { Progress, StepContext } from '../../../model/step.js'
import type { FilesMove, Proof } from '../../../ports/data-mover.js'
import type { Prepared } from './begin-switch.js'
import { compareTrees } from './compare.js'
import { keepInUse, kept, sorted } from './listing.js'
import { contentOfKept } from './manifest.js'
import type { FilesMoverOptions } from './options.js'
import { pass } from './pass.js'
import { syncGate } from './running.js'
import { sidesOf } from './sides.js'
import { servingSide, statesOf } from './state.js'
import { requireFeed } from './sync-status.js'

/** Compares what both sides were inside the fence, while the application already writes on one of them. */
export function prove({ move, sides, options, from, gate, signal }: Prepared, onProgress: (progress: Progress) => void): Promise<Proof> {
  return compareTrees({ move, sides, options, from, gate, signal, method: 'snapshots', listing: { source: kept, target: kept }, onProgress })
}

/** Compares both sides in use: a listing, a pass behind it, and then everything that has not changed since that listing. */
export async function rehearse(move: FilesMove, context: StepContext, options: FilesMoverOptions): Promise<Proof> {
  const sides = sidesOf(move, options)
  const states = await statesOf(move, sides)
  requireFeed(move, states)
  const from = servingSide(states)
  const gate = syncGate(from, states[from].epoch)
  await contentOfKept(sides[from], keepInUse(sides[from], context.signal))
  await pass({ move, sides, options, from, gate, remove: false, throttled: false, signal: context.signal })
  return await compareTrees({
    move, sides, options, from, gate, signal: context.signal, method: 'live', onProgress: (progress) => context.heartbeat(progress),
    listing: from === 'source' ? { source: kept, target: sorted } : { source: sorted, target: kept },
  })
}
