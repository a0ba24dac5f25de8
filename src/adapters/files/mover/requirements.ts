import { DiagnosticError, problem } from '../../../diagnostics/diagnostic.js'
import type { FilesMove } from '../../../ports/data-mover.js'
import type { Place } from '../host/host.js'
import { localPlace, type Sides } from './sides.js'

/** rsync's shell, GNU find and what else the scripts of this adapter call. */
const PROGRAMS = ['rsync', 'find', 'sort', 'xargs', 'sha256sum', 'flock', 'stat', 'df', 'sync', 'sed', 'grep'] as const

/** What nothing can be done without: programs, rights, two trees that are not one. */
export async function requireUsable(move: FilesMove, sides: Sides): Promise<void> {
  await Promise.all([sides.source, sides.target].map(requirePrograms))
  const [source, target] = await Promise.all([sides.source, sides.target].map(resolved))
  const sameHost = !sides.source.host.remote && !sides.target.host.remote
  const nested = (outer: string, inner: string) => `${inner}/`.startsWith(outer === '/' ? outer : `${outer}/`)
  if (sameHost && (nested(source!, target!) || nested(target!, source!))) {
    throw new DiagnosticError(problem('FILES_SAME_TREE', { name: move.name, source: source!, target: target! }))
  }
}

/** Owners, access lists and a door that holds are the superuser's to give. */
export async function requireRoot(place: Place): Promise<void> {
  const { output } = await place.host.run({ script: 'id -u; id -un' })
  const [id, name = ''] = output.trim().split('\n')
  if (id !== '0') throw new DiagnosticError(problem('FILES_NOT_ROOT', { place: place.side, user: name, path: place.tree.path }))
}

async function requirePrograms(place: Place): Promise<void> {
  await requireRoot(place)
  const { output } = await place.host.run({
    script: `for program in "$@"; do command -v "$program" >/dev/null || echo "$program"; done; find --version 2>/dev/null | grep -q GNU || echo 'find (GNU)'`,
    parameters: PROGRAMS,
  })
  const missing = output.trim().split('\n').filter((name) => name !== '')
  if (missing.length > 0) throw new DiagnosticError(problem('FILES_PROGRAM_MISSING', { program: missing.join(', '), host: place.tree.ssh?.host ?? 'localhost' }))
}

async function resolved({ host, tree, side }: Place): Promise<string> {
  const { exit, output, errors } = await host.run({ script: 'cd "$1" && pwd -P', parameters: [tree.path] })
  if (exit !== 0 || !tree.path.startsWith('/')) throw new DiagnosticError(problem('FILES_TREE_MISSING', { place: side, path: tree.path, detail: errors }))
  return output.replace(/\n$/, '')
}

/** Program and version of what makes the copies, as `rsync 3.5.0`. */
export async function copierVersion(sides: Sides): Promise<string> {
  const { output } = await localPlace(sides).host.run({ script: 'rsync --version' })
  return `rsync ${/version (\S+)/.exec(output)?.[1] ?? 'of unknown version'}`
}
