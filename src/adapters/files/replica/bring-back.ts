import { DiagnosticError, problem } from '../../../diagnostics/diagnostic.js'
import type { Place } from '../host/host.js'
import { everything } from '../mover/rsync.js'
import { NEVER_MOVED, STATE_FOLDER } from '../mover/sides.js'

/**
 * One pass between two trees of this machine. The root is no part of it, or the closed one would take the mode of the open one; names that have gone
 * from the root are removed by a flat call behind it.
 */
const script = `
  from=$1; to=$2; remove=$3; shift 3
  cd "$from" && find . -mindepth 1 -maxdepth 1 ! -name ${STATE_FOLDER} -printf '/%P\\0' |
    rsync "$@" --from0 --files-from=- --ignore-missing-args \${remove:+--delete-delay} ${NEVER_MOVED.map((pattern) => `--exclude=${pattern}`).join(' ')} "$from/" "$to/"
  status=$?
  if [ "$status" != 0 ] && [ "$status" != 24 ]; then exit "$status"; fi
  [ -z "$remove" ] || rsync -d --delete --existing --ignore-existing ${NEVER_MOVED.map((pattern) => `--exclude=${pattern}`).join(' ')} "$from/" "$to/" && sync -f "$to"
`

export async function bringBack(from: Place, to: Place, remove: boolean, signal: AbortSignal): Promise<void> {
  const { exit, errors } = await from.host.run({ script, parameters: [from.tree.path, to.tree.path, remove ? 'yes' : '', ...everything], signal })
  if (exit === 127) throw new DiagnosticError(problem('FILES_PROGRAM_MISSING', { program: 'rsync', host: 'localhost' }))
  if (exit !== 0) throw new DiagnosticError(problem('FILES_COMMAND_FAILED', { host: 'localhost', status: exit, detail: errors }))
}
