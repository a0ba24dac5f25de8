import type { Clock } from '../../../ports/clock.js'
import type { FilesMove } from '../../../ports/data-mover.js'
import type { Place } from '../host/host.js'
import { excludes } from './exclude.js'
import { asFound, isSpecial, parseEntry, type Entry } from './listing.js'
import { printable } from './printable.js'

export interface Kind {
  readonly count: number
  /** Folders in which they lie, with a count; the first twenty. */
  readonly folders: readonly string[]
}

/** One walk over a tree, and how long it took. */
export interface Inspection {
  readonly files: number
  readonly entries: number
  readonly bytes: number
  readonly walkMs: number
  readonly sparse: number
  /** In bytes. */
  readonly longestName: number
  readonly longestPath: number
  readonly kinds: Readonly<Record<'database' | 'special' | 'setuid' | 'hardlink' | 'encoding', Kind>>
}

/** Files that mark the data directory of PostgreSQL, of MySQL and MariaDB. */
const DATABASE_MARKS = new Set(['PG_VERSION', 'ibdata1'])
const FOLDERS_TOLD = 20

const tests: Readonly<Record<keyof Inspection['kinds'], (entry: Entry) => boolean>> = {
  database: ({ path, type }) => type === 'f' && DATABASE_MARKS.has(path.slice(path.lastIndexOf('/') + 1)),
  special: isSpecial,
  setuid: ({ type, mode }) => type === 'f' && /^[4-7]\d{3}$/.test(mode),
  hardlink: ({ type, links }) => type === 'f' && links > 1,
  encoding: ({ path }) => /[\x80-\xff]/.test(path) && Buffer.from(path, 'latin1').toString('utf8').includes('\uFFFD'),
}

export async function inspect(place: Place, move: Pick<FilesMove, 'exclude'>, clock: Clock): Promise<Inspection> {
  const excluded = excludes(move.exclude)
  const names = Object.keys(tests) as (keyof typeof tests)[]
  const found = new Map(names.map((name) => [name, new Map<string, number>()]))
  const sum = { files: 0, entries: 0, bytes: 0, longestName: 0, longestPath: 0 }
  const started = clock.now()
  for await (const record of place.host.records(asFound(place))) {
    const entry = parseEntry(record)
    if (excluded(entry)) continue
    measure(sum, entry)
    for (const name of names) if (tests[name](entry)) note(found.get(name)!, entry.path)
  }
  const kind = (name: keyof typeof tests): Kind => kindOf(found.get(name)!)
  return {
    ...sum, walkMs: clock.now() - started, sparse: await sparseFiles(place),
    kinds: { database: kind('database'), special: kind('special'), setuid: kind('setuid'), hardlink: kind('hardlink'), encoding: kind('encoding') },
  }
}

function measure(sum: { files: number; entries: number; bytes: number; longestName: number; longestPath: number }, { path, type, size }: Entry): void {
  sum.entries += 1
  sum.longestName = Math.max(sum.longestName, path.length - path.lastIndexOf('/') - 1)
  sum.longestPath = Math.max(sum.longestPath, path.length)
  if (type !== 'f') return
  sum.files += 1
  sum.bytes += size
}

function note(folders: Map<string, number>, path: string): void {
  const folder = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : ''
  folders.set(folder, (folders.get(folder) ?? 0) + 1)
}

function kindOf(folders: ReadonlyMap<string, number>): Kind {
  const told = [...folders].sort(([a], [b]) => (a < b ? -1 : 1)).slice(0, FOLDERS_TOLD)
  return { count: [...folders.values()].reduce((sum, one) => sum + one, 0), folders: told.map(([folder, count]) => `${printable(folder)}: ${count}`) }
}

/** Files of 1 MiB and more of which less than nine tenths lie on disk. */
async function sparseFiles({ host, tree }: Place): Promise<number> {
  const { output } = await host.run({ script: `find "$1" -type f -size +1023k -printf '%S\\n' 2>/dev/null | awk '$1 < 0.9' | wc -l`, parameters: [tree.path] })
  return Number(output)
}
