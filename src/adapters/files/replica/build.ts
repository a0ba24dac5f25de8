import { DiagnosticError, problem } from '../../../diagnostics/diagnostic.js'
import type { StepContext } from '../../../model/step.js'
import type { FilesReplicaPlace } from '../../../ports/replica.js'
import { STATE_FOLDER } from '../mover/sides.js'
import { localTree, rootModeOf } from './local-tree.js'
import { failed, isMissing, resticOrFail, runRestic, type FilesReplicaOptions } from './restic.js'
import { tagsOf } from './snapshots.js'

/** Some files could not be read. */
const INCOMPLETE = 3

/** One more snapshot; the first one makes the repository. Only what changed since the last one is read again and sent. */
export async function backUp(
  place: FilesReplicaPlace, options: FilesReplicaOptions, context: StepContext,
): Promise<{ readonly bytes: number; readonly milliseconds: number }> {
  const started = options.clock.now()
  await ensureRepository(place, options, context)
  return { bytes: await snapshot(place, options, context), milliseconds: options.clock.now() - started }
}

async function ensureRepository(place: FilesReplicaPlace, options: FilesReplicaOptions, { signal }: StepContext): Promise<void> {
  const look = { parameters: ['cat', 'config', '--no-lock'], signal }
  const found = await runRestic(place, options, look)
  if (isMissing(found)) await resticOrFail(place, options, { parameters: ['init'], signal })
  else if (found.exit !== 0) throw failed(place, look, found)
  // Locks of processes that died on this machine; those of living ones stay.
  else await resticOrFail(place, options, { parameters: ['unlock'], signal })
}

async function snapshot(place: FilesReplicaPlace, options: FilesReplicaOptions, context: StepContext): Promise<number> {
  const tree = localTree(place.tree)
  const root = await rootModeOf(tree)
  const never = [`${tree.tree.path}/${STATE_FOLDER}`, `${tree.tree.path}/lost+found`].map((path) => `--exclude=${path}`)
  const call = {
    parameters: ['backup', '--json', '--host', 'qianyun', ...tagsOf(place, root), ...never, '.'], folder: tree.tree.path, signal: context.signal,
    onLine: (line: string) => report(line, context),
  }
  const result = await runRestic(place, options, call)
  // A tree in use: files vanish between their listing and their reading, and then belong to no moment after it.
  if (result.exit !== 0 && !(result.exit === INCOMPLETE && onlyVanished(result.errors))) throw failed(place, call, result)
  return bytesOf(result.lines, place)
}

const onlyVanished = (errors: string): boolean =>
  errors.split(' | ').every((line) => line.includes('no such file or directory') || line.startsWith('Warning: at least one source file'))

function report(line: string, context: StepContext): void {
  const [, done] = /"bytes_done":(\d+)/.exec(line) ?? []
  const [, total] = /"total_bytes":(\d+)/.exec(line) ?? []
  if (done !== undefined && total !== undefined) context.heartbeat({ done: Number(done), total: Number(total), unit: 'bytes', what: 'restic' })
}

function bytesOf(lines: readonly string[], { system }: FilesReplicaPlace): number {
  const [, processed] = /"total_bytes_processed":(\d+)/.exec(lines.at(-1) ?? '') ?? []
  if (processed === undefined) throw new DiagnosticError(problem('FILES_REPLICA_FAILED', { system, command: 'backup', status: 0, detail: lines.at(-1) ?? '' }))
  return Number(processed)
}
