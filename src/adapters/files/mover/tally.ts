import { createHash, type Hash } from 'node:crypto'
import type { Proof, TableProof } from '../../../ports/data-mover.js'
import { topOf } from './listing.js'
import type { Hashed } from './manifest.js'
import { printable } from './printable.js'

/** `content`: names, sizes, bytes, ends of links. `object`: modes, owners, times, hard links, attributes, access lists. */
export type Difference = 'content' | 'object'

export interface Compared {
  readonly source: Hashed | undefined
  readonly target: Hashed | undefined
  /** False where the application has changed the file since: then its content is no part of the hashes. */
  readonly withContent: boolean
  readonly difference: Difference | undefined
}

/** A tree of more top folders than these is told as one table for the first of them and one for all the others. */
const MOST_TABLES = 500
/** Folders with differences that are named. */
const MOST_NAMED = 100

export interface Tally {
  add(path: string, compared: Compared): void
  proof(): Pick<Proof, 'result' | 'tables' | 'sequences' | 'largeObjects' | 'objects'>
}

interface Part {
  readonly source: { rows: number; readonly hash: Hash }
  readonly target: { rows: number; readonly hash: Hash }
  readonly differing: Map<string, number>
}

/** Sums up a comparison by top folder. Names of files can be personal data: a difference is told by its folder and a count. */
export function tally(): Tally {
  const parts = new Map<string, Part>()
  const objects = { compared: 0, different: new Map<string, number>() }
  return {
    add(path, { source, target, withContent, difference }) {
      const part = partOf(parts, source?.type === 'd' || target?.type === 'd' ? path.split('/', 1)[0] ?? '' : topOf(path))
      for (const side of ['source', 'target'] as const) count(part[side], side === 'source' ? source : target, withContent)
      objects.compared += 1
      if (difference === 'content') note(part.differing, path)
      if (difference === 'object') note(objects.different, path)
    },
    proof() {
      const tables = [...parts].map(([name, part]) => tableOf(name, part)).sort((a, b) => (a.table < b.table ? -1 : 1))
      const different = told(objects.different)
      const equal = different.length === 0 && tables.every(({ differing }) => differing.length === 0)
      return {
        result: equal ? 'pass' : 'fail', tables, objects: { compared: objects.compared, different },
        sequences: { compared: 0, different: [] }, largeObjects: { compared: 0, different: 0 },
      }
    },
  }
}

function partOf(parts: Map<string, Part>, top: string): Part {
  const name = parts.has(top) || parts.size < MOST_TABLES ? top : '*'
  const known = parts.get(name)
  if (known) return known
  const part = { source: { rows: 0, hash: createHash('sha256') }, target: { rows: 0, hash: createHash('sha256') }, differing: new Map<string, number>() }
  parts.set(name, part)
  return part
}

function count(side: Part['source'], entry: Hashed | undefined, withContent: boolean): void {
  if (!entry) return
  if (entry.type === 'f') side.rows += 1
  side.hash.update(`${entry.path}\0${entry.mode}\0${withContent ? entry.sha256 : ''}\n`, 'latin1')
}

function note(differing: Map<string, number>, path: string): void {
  const folder = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : ''
  differing.set(folder, (differing.get(folder) ?? 0) + 1)
}

function tableOf(name: string, { source, target, differing }: Part): TableProof {
  return {
    table: printable(name), rowsSource: source.rows, rowsTarget: target.rows, hashSource: source.hash.digest('hex'), hashTarget: target.hash.digest('hex'),
    differing: told(differing),
  }
}

function told(differing: ReadonlyMap<string, number>): readonly string[] {
  const named = [...differing].sort(([a], [b]) => (a < b ? -1 : 1))
  const rest = named.slice(MOST_NAMED).reduce((sum, [, number]) => sum + number, 0)
  return [...named.slice(0, MOST_NAMED).map(([folder, number]) => `${printable(folder)}: ${number}`), ...rest > 0 ? [`*: ${rest}`] : []]
}
