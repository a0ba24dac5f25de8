import type { Duration } from '../../../model/duration.js'
import { milliseconds } from '../../../model/duration.js'
import type { FilesReplicaPlace } from '../../../ports/replica.js'
import { STATE_FOLDER } from '../mover/sides.js'
import { inTree, localTree } from './local-tree.js'
import type { FilesReplicaOptions } from './restic.js'
import { newestSnapshot, type Snapshot } from './snapshots.js'

/** `lag`: what a loss of the tree at this moment would cost: 0 as long as nothing changed since the newest snapshot, then its age. */
export async function replicaStatus(place: FilesReplicaPlace, options: FilesReplicaOptions): Promise<{ readonly streaming: boolean; readonly lag: Duration }> {
  const snapshot = await newestSnapshot(place, options).catch(() => undefined)
  if (!snapshot) return { streaming: false, lag: milliseconds(Number.POSITIVE_INFINITY) }
  return { streaming: true, lag: milliseconds(await lossSince(place, snapshot, options.clock.now())) }
}

/** Milliseconds of work that are not in the snapshot: 0 when nothing was changed after it; its age when something was, or when the tree cannot be read. */
export async function lossSince(place: FilesReplicaPlace, snapshot: Snapshot, now: number): Promise<number> {
  // Times of change, which nobody can set, against the begin of the backup; a folder's tells that a name in it has gone.
  const script = `cd "$1" && find . -mindepth 1 -path ./${STATE_FOLDER} -prune -o -newerct "@$2" -printf x -quit`
  const changed = await inTree(localTree(place.tree), script, (snapshot.at / 1_000).toFixed(3)).catch(() => 'x')
  return changed === '' ? 0 : Math.max(0, now - snapshot.at)
}
