import type { TableProof } from '../../../ports/data-mover.js'
import type { Session } from '../connection.js'
import { comparedTables, wholeByHash, type ComparedTable, type Part } from '../sql/compare.js'
import { identifier } from '../sql/quote.js'

/** One worker's sessions, named as the port names the sides. */
export interface Pair {
  readonly source: Session
  readonly target: Session
}

/** Count and hash sum of a group of rows, as text: sums of 64-bit hashes outgrow 64 bits. */
export interface Digest extends Readonly<Record<string, unknown>> {
  readonly id: string
  readonly count: string
  readonly sum: string
}

export type Digests = ReadonlyMap<string, Digest>

/** The same statement on both sides. */
export interface Reading {
  readonly source: Digests
  readonly target: Digests
}

export interface Comparable {
  readonly tables: readonly ComparedTable[]
  /** Tables that one side lacks, or that have other columns there: a difference by itself. */
  readonly unequal: readonly TableProof[]
}

/**
 * For every session that compares. The planner takes each key of a table for a group of its own: with a work_mem of 64 MB it would sort
 * a million rows on disk (149 MB) to count 256 groups.
 */
export const neverSort = 'SET enable_sort = off'

/** What both sides have, as the source describes it, hashed the way both can. */
export async function comparableTables({ source, target }: Pair): Promise<Comparable> {
  const [here, there] = await Promise.all([source.rows<ComparedTable>(comparedTables), target.rows<ComparedTable>(comparedTables)])
  const others = new Map(there.map((table) => [table.name, table]))
  const known = new Set(here.map(({ name }) => name))
  const tables = here.filter((table) => shapeOf(table) === shapeOf(others.get(table.name)))
  const unequal = [...here.filter((table) => !tables.includes(table)), ...there.filter(({ name }) => !known.has(name))]
  return {
    tables: tables.map((table) => (others.get(table.name)?.form === 'text' ? { ...table, form: 'text' } : table)),
    unequal: unequal.map(({ name }) => ({ table: name, rowsSource: 0, rowsTarget: 0, hashSource: '', hashTarget: '', differing: ['columns'] })),
  }
}

function shapeOf(table: ComparedTable | undefined): string | undefined {
  return table?.columns.map(({ name, type }) => `${name} ${type}`).sort().join('\n')
}

export async function readDigests(session: Session, sql: string): Promise<Digests> {
  return new Map((await session.rows<Digest>(sql)).map((digest) => [digest.id, digest]))
}

export async function readBoth(pair: Pair, sql: string): Promise<Reading> {
  const [source, target] = await Promise.all([readDigests(pair.source, sql), readDigests(pair.target, sql)])
  return { source, target }
}

/** Ids of the groups that are not the same on both sides, numbers in order. */
export function differing({ source, target }: Reading): readonly string[] {
  const ids = new Set([...source.keys(), ...target.keys()])
  return inOrder([...ids].filter((id) => !sameDigest(source.get(id), target.get(id))))
}

export function inOrder(ids: readonly string[]): readonly string[] {
  return [...ids].sort((a, b) => (BigInt(a) < BigInt(b) ? -1 : 1))
}

export function sameDigest(left: Digest | undefined, right: Digest | undefined): boolean {
  return left?.count === right?.count && left?.sum === right?.sum
}

/** All of a table as a part that can be divided; asks both sides for the first and last key, which the key's index answers. */
export async function wholeOf(pair: Pair, table: ComparedTable): Promise<Part> {
  if (table.integerKey === null) return wholeByHash
  const key = identifier(table.integerKey)
  const sql = `SELECT min(${key})::text AS low, max(${key})::text AS high FROM ONLY ${table.name}`
  const ends = await Promise.all([pair.source, pair.target].map((session) => session.one<{ low: string | null; high: string | null }>(sql)))
  const keys = inOrder(ends.flatMap(({ low, high }) => (low === null || high === null ? [] : [low, high]))).map(BigInt)
  const [low, high] = [keys[0] ?? 0n, keys.at(-1) ?? 0n]
  // A wider span would overflow the server's 64 bits when divided.
  return high - low < 2n ** 62n ? { kind: 'range', low, high } : wholeByHash
}

export function proofOf(table: ComparedTable, { source, target }: Reading, different: readonly string[]): TableProof {
  const old = total(source)
  const fresh = total(target)
  return { table: table.name, rowsSource: old.rows, hashSource: old.hash, rowsTarget: fresh.rows, hashTarget: fresh.hash, differing: different }
}

/** The sum of sums, cut to 64 bits for print. */
function total(digests: Digests): { rows: number; hash: string } {
  const values = [...digests.values()]
  const sum = values.reduce((sofar, { sum }) => sofar + BigInt(sum), 0n)
  return { rows: values.reduce((rows, { count }) => rows + Number(count), 0), hash: BigInt.asUintN(64, sum).toString(16).padStart(16, '0') }
}
