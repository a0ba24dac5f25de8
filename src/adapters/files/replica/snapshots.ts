import { DiagnosticError, problem } from '../../../diagnostics/diagnostic.js'
import type { FilesReplicaPlace } from '../../../ports/replica.js'
import { failed, isMissing, resticOrFail, runRestic, type FilesReplicaOptions } from './restic.js'

/** A tree as it was at one moment. */
export interface Snapshot {
  readonly id: string
  /** Begin of the backup, milliseconds since 1970: what changed before it is in it. */
  readonly at: number
  /** Mode, user and group of the tree's root, which is no part of a snapshot. */
  readonly root: string
}

const systemTag = ({ system }: FilesReplicaPlace): string => `qianyun-system=${encodeURIComponent(system)}`

/** Tags of a new snapshot: whose it is, and the root's mode as \`2770:1000:1000\`. */
export const tagsOf = (place: FilesReplicaPlace, root: string): readonly string[] => ['--tag', systemTag(place), '--tag', `qianyun-root=${root.replaceAll(' ', ':')}`]

/** The newest of this system; undefined when there is none, or no repository. */
export async function newestSnapshot(place: FilesReplicaPlace, options: FilesReplicaOptions): Promise<Snapshot | undefined> {
  return (await snapshotsOf(place, options)).at(-1)
}

/** Of this system, oldest first. */
export async function snapshotsOf(place: FilesReplicaPlace, options: FilesReplicaOptions): Promise<readonly Snapshot[]> {
  const call = { parameters: ['snapshots', '--json', '--no-lock', '--tag', systemTag(place)] }
  const result = await runRestic(place, options, call)
  if (isMissing(result)) return []
  if (result.exit !== 0) throw failed(place, call, result)
  const found: readonly { id: string; time: string; tags?: readonly string[] }[] = JSON.parse(result.lines.join('') || '[]') ?? []
  return found.map(({ id, time, tags = [] }) => ({ id, at: Date.parse(time), root: rootOf(tags) })).sort((a, b) => a.at - b.at)
}

const rootOf = (tags: readonly string[]): string => (tags.find((tag) => tag.startsWith('qianyun-root=')) ?? '').slice('qianyun-root='.length).replaceAll(':', ' ')

/** The newest one, or the error that says that there is none to go on with. */
export async function requireSnapshot(place: FilesReplicaPlace, options: FilesReplicaOptions): Promise<Snapshot> {
  const snapshot = await newestSnapshot(place, options)
  if (!snapshot) throw new DiagnosticError(problem('FILES_NO_SNAPSHOT', { system: place.system, repository: place.repository }))
  return snapshot
}

/** Forgets what belongs to this system and frees its space; snapshots of others in the same repository stay, and so does the repository. */
export async function forgetAll(place: FilesReplicaPlace, options: FilesReplicaOptions): Promise<void> {
  const ours = await snapshotsOf(place, options)
  if (ours.length === 0) return
  await resticOrFail(place, options, { parameters: ['unlock'] })
  await resticOrFail(place, options, { parameters: ['forget', '--prune', ...ours.map(({ id }) => id)] })
}
