import type { FilesMove, PreflightFinding } from '../../../ports/data-mover.js'
import { requirePatterns } from './exclude.js'
import { freeOf } from './guard.js'
import type { FilesMoverOptions } from './options.js'
import { inspect, type Inspection } from './inspect.js'
import { requireUsable } from './requirements.js'
import { sidesOf, STATE_FOLDER, type Sides } from './sides.js'
import { readBoth } from './state.js'
import { writersOf } from './writers.js'

type Finding = PreflightFinding | undefined
type Severity = PreflightFinding['severity']

/** Above it the walk over the tree, which the last pass costs, is told. */
const MANY = 1_000_000
/** File systems that fold case, know no owners, or keep no access lists and attributes; names as `stat -f` has them. */
const FOLDING = /^(msdos|vfat|exfat|fuseblk|ntfs.*|cifs|smb2?|hfs.*|UNKNOWN \(0x(4d44|2011bab0|7366746e).*)$/
const WITHOUT_ATTRIBUTES = /^(nfs.*|v9fs|9p|ramfs|tmpfs)$/

/** Reads both trees and changes neither. `params.what` says which of the things a check looks for it has found. */
export async function preflight(move: FilesMove, options: FilesMoverOptions): Promise<readonly PreflightFinding[]> {
  const sides = sidesOf(move, options)
  requirePatterns(move.exclude)
  await requireUsable(move, sides)
  const seen = await inspect(sides.source, move, options.clock)
  const found = [walk(seen), ...kinds(seen), ...await target(sides, seen), ...await writers(move, sides), await mounts(move, sides)]
  return found.filter((finding) => finding !== undefined)
}

function finding(check: string, severity: Severity, what: string, objects: readonly string[], params: PreflightFinding['params'] = {}): PreflightFinding {
  return { check, severity, objects, params: { what, count: objects.length, ...params } }
}

function walk({ files, walkMs }: Inspection): Finding {
  return files > MANY ? finding('F1', 'warn', 'files', [], { count: files, milliseconds: walkMs }) : undefined
}

/** What is carried with care, what stays behind, and what must not be moved as files at all. */
function kinds({ kinds: found, sparse }: Inspection): readonly Finding[] {
  const told = (what: keyof Inspection['kinds'], severity: Severity): Finding => {
    const { count, folders } = found[what]
    return count === 0 ? undefined : finding('F2', severity, what, folders, { count })
  }
  return [
    told('database', 'block'), told('special', 'warn'), told('setuid', 'warn'), told('hardlink', 'warn'), told('encoding', 'warn'),
    sparse > 0 ? finding('F2', 'warn', 'sparse', [], { count: sparse }) : undefined,
  ]
}

async function target(sides: Sides, { entries, bytes, longestName, longestPath }: Inspection): Promise<readonly Finding[]> {
  const { host, tree } = sides.target
  const answer = await host.run({
    script: `stat -f -c '%T %l' -- "$1"; find "$1" -mindepth 1 -maxdepth 1 ! -name ${STATE_FOLDER} ! -name lost+found -printf x`,
    parameters: [tree.path],
  })
  const [system = '', there = ''] = answer.output.split('\n')
  const type = system.slice(0, system.lastIndexOf(' '))
  const nameLimit = Number(system.slice(system.lastIndexOf(' ')))
  const pathLimit = 4_096 - tree.path.length - 2
  const { free, freeInodes } = await freeOf(sides, 'target')
  const ours = (await readBoth(sides)).target.state !== undefined
  return [
    FOLDING.test(type) ? finding('F2', 'block', 'filesystem', [type]) : undefined,
    WITHOUT_ATTRIBUTES.test(type) ? finding('F2', 'warn', 'attributes', [type]) : undefined,
    longestName > nameLimit ? finding('F3', 'block', 'name', [], { count: longestName, limit: nameLimit }) : undefined,
    longestPath > pathLimit ? finding('F3', 'block', 'path', [], { count: longestPath, limit: pathLimit }) : undefined,
    ours ? undefined : space(bytes, free),
    !ours && freeInodes < entries ? finding('F3', 'block', 'inodes', [], { count: entries, limit: freeInodes }) : undefined,
    !ours && there !== '' ? finding('F3', 'block', 'not_empty', [], { count: there.length }) : undefined,
  ]
}

/** A twentieth more than the files take, for folders and what is written meanwhile. */
function space(bytes: number, free: number): Finding {
  return free < bytes * 1.05 ? finding('F3', 'block', 'space', [], { count: bytes, limit: free }) : undefined
}

/** Programs at work in the tree. One that runs as the superuser passes a door that is a mode. */
async function writers({ door }: FilesMove, { source }: Sides): Promise<readonly Finding[]> {
  const found = await writersOf(source)
  const named = (rooted: boolean) => [...new Set(found.filter((writer) => writer.superuser === rooted).map(({ program }) => program))].sort()
  const of = (rooted: boolean, severity: Severity, what: string): Finding => (named(rooted).length > 0 ? finding('F4', severity, what, named(rooted)) : undefined)
  return [of(false, 'warn', 'writers'), of(true, door.kind === 'mode' ? 'block' : 'warn', 'superuser')]
}

/** A part of the tree that is mounted somewhere else too is reached past the root directory: the door would not hold. */
async function mounts({ door }: FilesMove, { source: { host, tree } }: Sides): Promise<Finding> {
  if (door.kind !== 'mode') return undefined
  const { output } = await host.run({ script: secondDoors, parameters: [tree.path] })
  const points = [...new Set(output.split('\n').filter((line) => line !== ''))].sort()
  return points.length > 0 ? finding('F4', 'block', 'mounts', points) : undefined
}

/** Mount points, in the namespace of any process, whose root lies below the tree's place in its file system. */
const secondDoors = `
  tree=$(cd "$1" && pwd -P) || exit 74
  device=$(stat -c %d "$tree"); id="$((device / 256 % 4096)):$((device % 256))"
  mount=$(df --output=target "$tree" | tail -n 1)
  [ "$mount" = / ] && inside=$tree || inside=\${tree#"$mount"}
  base=$(awk -v id="$id" -v at="$mount" '$3 == id && $5 == at { root = $4 } END { print root }' /proc/self/mountinfo)
  [ "$base" = / ] && base=
  cat /proc/[0-9]*/mountinfo 2>/dev/null | awk -v id="$id" -v below="$base$inside/" '$3 == id && index($4, below) == 1 { print $5 }'
`
