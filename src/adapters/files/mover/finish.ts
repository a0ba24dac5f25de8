import type { StepContext } from '../../../model/step.js'
import type { FilesMove, FilesSource } from '../../../ports/data-mover.js'
import { hostOf } from '../host/host-of.js'
import { closeForGood } from './door.js'
import { guarded } from './guarded.js'
import type { FilesMoverOptions } from './options.js'
import { requireRoot } from './requirements.js'
import { setGate } from './running.js'
import { settle } from './settle.js'
import { localPlace, otherSide, sidesOf } from './sides.js'
import { changeState, holdBoth, readBoth, servingSide, statesIn } from './state.js'

/** Repeatable: what is gone already is passed over. The side on this machine goes last, for its lock is what keeps passes from starting. */
export async function finish(move: FilesMove, context: StepContext, options: FilesMoverOptions): Promise<void> {
  const sides = sidesOf(move, options)
  const { source, target } = await readBoth(sides)
  if (source.state && target.state) await settle(move, sides, context.fence, options)
  const present = (['source', 'target'] as const).filter((side) => (side === 'source' ? source : target).state !== undefined)
  const last = localPlace(sides).side
  if (present.includes(last)) await setGate(sides, context.fence, 'none')
  const folders = [...present].sort((a) => (a === last ? 1 : -1))
  for (const side of folders) await guarded(sides[side], context.fence, { script: 'cd .. && rm -rf .qianyun' })
}

/** Passes end and start no more; whoever serves goes on serving. Before the first switch the copy starts over, after it the way back is gone. */
export async function release(move: FilesMove, context: StepContext, options: FilesMoverOptions): Promise<void> {
  const sides = sidesOf(move, options)
  const serving = servingSide(statesIn(move, await holdBoth(sides, context.fence)))
  await setGate(sides, context.fence, 'none')
  await changeState(sides[otherSide(serving)], context.fence, { released: true })
  await changeState(sides[serving], context.fence, { released: true })
}

/** For a system that is not moved: its files stay, and nobody but the superuser comes to them. */
export async function retire({ source, door }: FilesSource, options: FilesMoverOptions): Promise<void> {
  const place = { side: 'source' as const, host: hostOf(source, options.ssh), tree: source }
  if (door.kind === 'mode') await requireRoot(place)
  await closeForGood(place, door, options.clock)
}
