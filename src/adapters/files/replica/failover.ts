import type { StepContext } from '../../../model/step.js'
import { DiagnosticError, problem } from '../../../diagnostics/diagnostic.js'
import type { FailbackMoments, FailbackResult, FailoverResult, FenceResult } from '../../../ports/failover.js'
import type { FilesReplicaPlace } from '../../../ports/replica.js'
import type { Place } from '../host/host.js'
import { closeForGood, requireEmptyRoom } from '../mover/door.js'
import { STATE_FOLDER } from '../mover/sides.js'
import { bringBack } from './bring-back.js'
import { backUp } from './build.js'
import { restore } from './drill.js'
import { acceptsWrite, inTree, localTree, openRoot, rootModeOf } from './local-tree.js'
import type { FilesReplicaOptions } from './restic.js'
import { requireSnapshot } from './snapshots.js'
import { lossSince } from './status.js'

const MARK = `${STATE_FOLDER}/takeover.json`

/**
 * What a tree says that has taken over. `restoring`: not yet; what is in it is ours to remove. `returned`: the old tree has all of it and was, or is about
 * to be, opened; from then on nothing is brought back over what is written there.
 */
interface Takeover {
  readonly system: string
  readonly stage: 'restoring' | 'serving' | 'returned'
  readonly root: string
  readonly result: FailoverResult | null
}

/** Closes the lost tree's root to everybody but the superuser and ends who is in it; a tree that cannot be reached must not come back as it is. */
export async function fence(place: FilesReplicaPlace, options: FilesReplicaOptions): Promise<FenceResult> {
  const tree = localTree(place.tree)
  const readable = await tree.host.run({ script: 'cd "$1" && stat . >/dev/null', parameters: [tree.tree.path] })
  if (readable.exit !== 0) return { primary: 'unreachable' }
  await closeForGood(tree, { kind: 'mode' }, options.clock)
  return { primary: 'closed' }
}

/** Restores the newest snapshot where the tree is to live, and opens it. What has taken over already stays as it is. */
export async function failover(place: FilesReplicaPlace, options: FilesReplicaOptions, context: StepContext): Promise<FailoverResult> {
  const { clock } = options
  const started = clock.now()
  const takeover = localTree(place.takeover)
  const known = await readMark(takeover, place)
  if (known && known.stage !== 'restoring' && known.result) {
    await writeMark(takeover, { ...known, stage: 'serving' })
    await openRoot(takeover, known.root)
    return known.result
  }
  const snapshot = await requireSnapshot(place, options)
  await emptyOwn(takeover, known)
  await writeMark(takeover, { system: place.system, stage: 'restoring', root: snapshot.root, result: null })
  const rpoMs = await lossSince(place, snapshot, started)
  await restore(place, options, snapshot.id, takeover.tree.path, context)
  if (!await acceptsWrite(takeover)) throw new DiagnosticError(problem('FILES_NO_SPACE', { place: 'target', detail: takeover.tree.path }))
  const result = { rtoMs: clock.now() - started, rpoMs, timelineBefore: null, timelineAfter: null, position: snapshot.id }
  // The word that it serves is on disk before anybody can write to it: a repeated call then restores nothing over what they wrote.
  await writeMark(takeover, { system: place.system, stage: 'serving', root: snapshot.root, result })
  await openRoot(takeover, snapshot.root)
  return result
}

/** Brings what changed back into the old tree, first in use, then behind a closed door; then the old tree opens and is backed up again. */
export async function failback(place: FilesReplicaPlace, options: FilesReplicaOptions, context: StepContext, moments?: FailbackMoments): Promise<FailbackResult> {
  const { clock } = options
  const started = clock.now()
  const [tree, takeover] = [localTree(place.tree), localTree(place.takeover)]
  const mark = await readMark(takeover, place)
  if (!mark || mark.stage === 'restoring') throw new DiagnosticError(problem('FILES_NOT_TAKEN_OVER', { system: place.system, path: takeover.tree.path }))
  const { method, root, closedAt } = mark.stage === 'returned'
    ? { method: 'rewind' as const, root: mark.root, closedAt: started }
    : await switchBack({ tree, takeover, mark }, options, context, moments)
  await openRoot(tree, root)
  await moments?.opened()
  const outageMs = clock.now() - closedAt
  await backUp(place, options, context)
  await emptyOwn(takeover, mark)
  await inTree(takeover, `rm -rf -- "$1/${STATE_FOLDER}"`)
  return { method, milliseconds: clock.now() - started, outageMs }
}

interface WayBack {
  readonly tree: Place
  readonly takeover: Place
  readonly mark: Takeover
}

/** Everything up to the opening; whatever fails before it is said that the old tree serves leaves the other one serving. */
async function switchBack({ tree, takeover, mark }: WayBack, { clock }: FilesReplicaOptions, context: StepContext, moments?: FailbackMoments) {
  await closeForGood(tree, { kind: 'mode' }, clock)
  const empty = await inTree(tree, `find "$1" -mindepth 1 -maxdepth 1 ! -name ${STATE_FOLDER} ! -name lost+found -print -quit`) === ''
  await bringBack(takeover, tree, false, context.signal)
  await moments?.caughtUp()
  const closedAt = clock.now()
  const root = await openRootOf(takeover, mark)
  try {
    await closeForGood(takeover, { kind: 'mode' }, clock)
    await bringBack(takeover, tree, true, context.signal)
    await requireEmptyRoom(takeover, { kind: 'mode' })
  } catch (error) {
    await openRoot(takeover, root)
    throw error
  }
  await writeMark(takeover, { ...mark, stage: 'returned', root })
  return { method: empty ? 'rebuild' as const : 'rewind' as const, root, closedAt }
}

/** A call that was interrupted may have closed it already. */
async function openRootOf(takeover: Place, { root }: Takeover): Promise<string> {
  const now = await rootModeOf(takeover)
  return /^\d*00 0 /.test(now) ? root : now
}

async function readMark(takeover: Place, { system }: FilesReplicaPlace): Promise<Takeover | undefined> {
  const text = await inTree(takeover, `cd "$1" && { cat ${MARK} 2>/dev/null || true; }`)
  const mark: Takeover | undefined = text === '' ? undefined : JSON.parse(Buffer.from(text, 'latin1').toString('utf8'))
  if (mark && mark.system !== system) throw new DiagnosticError(problem('FILES_TAKEOVER_FOREIGN', { system, path: takeover.tree.path }))
  return mark
}

async function writeMark({ host, tree }: Place, mark: Takeover): Promise<void> {
  const script = `cd "$1" && umask 077 && mkdir -p ${STATE_FOLDER} && cat > ${MARK}.new && sync ${MARK}.new && mv ${MARK}.new ${MARK} && sync ${STATE_FOLDER}`
  const { exit, errors } = await host.run({ script, parameters: [tree.path], input: JSON.stringify(mark) })
  if (exit !== 0) throw new DiagnosticError(problem('FILES_COMMAND_FAILED', { host: 'localhost', status: exit, detail: errors }))
}

/** Closed, and without what an earlier call of ours put there; files of anybody else are never removed. */
async function emptyOwn(takeover: Place, mark: Takeover | undefined): Promise<void> {
  const rest = `-mindepth 1 -maxdepth 1 ! -name ${STATE_FOLDER} ! -name lost+found`
  if (mark) await inTree(takeover, `chown 0:0 "$1" && chmod 00700 "$1" && find "$1" ${rest} -exec rm -rf -- {} +`)
  const left = await inTree(takeover, `find "$1" ${rest} -print -quit`)
  if (left !== '') throw new DiagnosticError(problem('FILES_TARGET_NOT_EMPTY', { path: takeover.tree.path, count: 1 }))
  await inTree(takeover, 'chown 0:0 "$1" && chmod 00700 "$1"')
}
