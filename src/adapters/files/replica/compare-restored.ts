import { join } from 'node:path'
import type { StepContext } from '../../../model/step.js'
import type { Place } from '../host/host.js'
import { entriesOf, sorted, type Entry } from '../mover/listing.js'
import { readManifest, writeManifest, type Hashed } from '../mover/manifest.js'
import { merge } from '../mover/merge.js'
import type { Snapshot } from './snapshots.js'

export interface Compared {
  readonly files: number
  /** Names that are not as they were at the moment of the snapshot. */
  readonly different: number
}

/**
 * Compares what was restored with the tree of the snapshot's moment: that is every name of the tree that has not changed since, by the kernel's time of
 * change, which nobody can set back. What changed later is no longer known and not counted.
 */
export async function compareRestored(tree: Place, restored: Place, snapshot: Snapshot, folder: string, context: StepContext): Promise<Compared> {
  const files = { tree: join(folder, 'manifest.tree'), restored: join(folder, 'manifest.restored') }
  const hash = (place: Place, entries: AsyncIterable<Entry>, file: string) =>
    writeManifest(place, entries, file, context.signal, (count) => context.heartbeat({ done: count, total: count, unit: 'rows', what: 'sha256' }))
  const all = (place: Place) => entriesOf(place, { exclude: [] }, sorted, context.signal)
  await Promise.all([hash(tree, olderThan(all(tree), snapshot.at), files.tree), hash(restored, all(restored), files.restored)])
  const sum = { files: 0, different: 0 }
  for await (const { of: [was, back, is] } of merge<readonly [Hashed, Hashed, Entry]>(readManifest(files.tree), readManifest(files.restored), all(tree))) {
    if (!was || was.changed !== is?.changed) continue
    if (was.type === 'f') sum.files += 1
    if (!back || told(was) !== told(back)) sum.different += 1
  }
  return sum
}

/** A few ticks of the kernel's clock earlier: times of change are taken from the last tick, 4 to 10 ms apart. */
async function* olderThan(entries: AsyncIterable<Entry>, at: number): AsyncIterable<Entry> {
  for await (const entry of entries) if (Number(entry.changed) * 1_000 < at - 20) yield entry
}

const told = ({ type, mode, user, group, size, modified, pointsTo, sha256 }: Hashed): string =>
  [type, mode, user, group, pointsTo, ...type === 'f' ? [size, modified, sha256] : []].join(' ')
