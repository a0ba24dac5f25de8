import { DiagnosticError, problem } from '../../../diagnostics/diagnostic.js'
import type { FileTree } from '../../../ports/data-mover.js'
import type { Place } from '../host/host.js'
import { hostOf } from '../host/host-of.js'

/** restic reads and writes trees of the machine it runs on. */
export function localTree(tree: FileTree): Place {
  if (tree.ssh) throw new DiagnosticError(problem('FILES_REPLICA_REMOTE', { host: tree.ssh.host, path: tree.path }))
  return { side: 'source', host: hostOf(tree), tree: { ...tree, path: tree.path.replace(/(?<=.)\/+$/, '') } }
}

/** Runs a script with the tree's path as `$1`; rejects with its error output. */
export async function inTree({ host, tree }: Place, script: string, ...parameters: readonly string[]): Promise<string> {
  const { exit, output, errors } = await host.run({ script, parameters: [tree.path, ...parameters] })
  if (exit !== 0) throw new DiagnosticError(problem('FILES_COMMAND_FAILED', { host: 'localhost', status: exit, detail: errors }))
  return output
}

/** Mode, user and group as `2770 1000 1000`. */
export async function rootModeOf(place: Place): Promise<string> {
  return (await inTree(place, `stat -c '%a %u %g' -- "$1"`)).trim()
}

/** Owner first: changing it clears bits of the mode. */
export async function openRoot(place: Place, root: string): Promise<void> {
  await inTree(place, 'set -- "$1" $2; chown "$3:$4" "$1" && chmod "$(printf %05d "$2")" "$1"', root)
}

/** Whether a file can be written, kept and removed again. */
export async function acceptsWrite({ host, tree }: Place): Promise<boolean> {
  const { exit } = await host.run({
    script: 'cd "$1" && echo probe > .qianyun-probe && sync .qianyun-probe && grep -q probe .qianyun-probe && rm .qianyun-probe',
    parameters: [tree.path],
  })
  return exit === 0
}
