import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { StepContext } from '../../../model/step.js'
import type { DrillResult, FilesReplicaPlace } from '../../../ports/replica.js'
import { compareRestored } from './compare-restored.js'
import { acceptsWrite, localTree } from './local-tree.js'
import { resticOrFail, type FilesReplicaOptions } from './restic.js'
import { requireSnapshot } from './snapshots.js'
import { lossSince, replicaStatus } from './status.js'

/** Below the scratch folder; nothing else in it is touched. */
const FOLDER = 'qianyun-drill'

/**
 * Restores the newest snapshot beside everything, compares it with the tree, writes to it and removes it. RTO runs from the declared failure to the
 * first write that is kept; RPO is the age of the snapshot at that moment, 0 when nothing changed since it was made.
 */
export async function drill(place: FilesReplicaPlace, options: FilesReplicaOptions, context: StepContext): Promise<DrillResult> {
  const folder = join(place.scratch, FOLDER)
  await rm(folder, { recursive: true, force: true })
  await mkdir(join(folder, 'tree'), { recursive: true, mode: 0o700 })
  try {
    return await restoreAndJudge(place, options, context, folder)
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 })
  }
}

async function restoreAndJudge(place: FilesReplicaPlace, options: FilesReplicaOptions, context: StepContext, folder: string): Promise<DrillResult> {
  const { clock } = options
  const declaredAt = clock.now()
  const snapshot = await requireSnapshot(place, options)
  const rpoMs = await lossSince(place, snapshot, declaredAt)
  const restored = localTree({ path: join(folder, 'tree'), ssh: null })
  await restore(place, options, snapshot.id, restored.tree.path, context)
  const cloneMs = clock.now() - declaredAt
  const accepted = await acceptsWrite(restored)
  const rtoMs = clock.now() - declaredAt
  const compared = await compareRestored(localTree(place.tree), restored, snapshot, folder, context)
  const checks = [
    { name: 'write_accepted', pass: accepted },
    { name: 'files_present', pass: compared.files > 0 },
    { name: 'files_equal', pass: compared.different === 0 },
    { name: 'replica_streaming', pass: (await replicaStatus(place, options)).streaming },
  ]
  return { result: checks.every(({ pass }) => pass) ? 'pass' : 'fail', rtoMs, rpoMs, timelineBefore: null, timelineAfter: null, checks, cloneMs }
}

/** Into a folder that is closed: what is restored keeps its own modes, the root stays as it is. */
export async function restore(place: FilesReplicaPlace, options: FilesReplicaOptions, snapshot: string, target: string, context: StepContext): Promise<void> {
  const alive = setInterval(() => context.heartbeat({ done: 0, total: 1, unit: 'steps', what: 'restic restore' }), 1_000)
  try {
    await resticOrFail(place, options, { parameters: ['restore', snapshot, '--no-lock', '--quiet', '--target', target], signal: context.signal })
  } finally {
    clearInterval(alive)
  }
}
