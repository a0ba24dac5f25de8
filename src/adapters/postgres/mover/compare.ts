import type { TableProof } from '../../../ports/data-mover.js'
import type { Session } from '../connection.js'
import { bucketsSql, comparedTables, divide, labelOf, type ComparedTable, type Division } from '../sql/compare.js'
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

export async function listTables(session: Session): Promise<readonly ComparedTable[]> {
  return await session.rows<ComparedTable>(comparedTables)
}

export async function readDigests(session: Session, sql: string): Promise<Digests> {
  return new Map((await session.rows<Digest>(sql)).map((digest) => [digest.id, digest]))
}

/** Ids of the groups that are not the same on both sides, numbers in order. */
export function differing(left: Digests, right: Digests): readonly string[] {
  const ids = new Set([...left.keys(), ...right.keys()])
  return [...ids].filter((id) => !sameDigest(left.get(id), right.get(id))).sort((a, b) => Number(BigInt(a) - BigInt(b)))
}

export function sameDigest(left: Digest | undefined, right: Digest | undefined): boolean {
  return left?.count === right?.count && left?.sum === right?.sum
}

/** How a table is divided; asks both sides for the first and last key, which the key's index answers. */
export async function divisionOf(pair: Pair, table: ComparedTable): Promise<Division> {
  if (table.integerKey === null) return { kind: 'hash' }
  const key = identifier(table.integerKey)
  const sql = `SELECT min(${key})::text AS low, max(${key})::text AS high FROM ONLY ${table.name}`
  const ends = await Promise.all([pair.source, pair.target].map((session) => session.one<{ low: string | null; high: string | null }>(sql)))
  const keys = ends.flatMap(({ low, high }) => (low === null || high === null ? [] : [BigInt(low), BigInt(high)]))
  if (keys.length === 0) return { kind: 'range', low: 0n, width: 1n }
  return divide(keys.reduce((a, b) => (a < b ? a : b)), keys.reduce((a, b) => (a > b ? a : b)))
}

export interface TableReading {
  readonly table: ComparedTable
  readonly division: Division
  readonly source: Digests
  readonly target: Digests
}

/** Compares a table as the two sessions see it. */
export async function readTable(pair: Pair, table: ComparedTable): Promise<TableReading> {
  const division = await divisionOf(pair, table)
  const sql = bucketsSql(table, division)
  const [source, target] = await Promise.all([readDigests(pair.source, sql), readDigests(pair.target, sql)])
  return { table, division, source, target }
}

export function proofOf({ table, division, source, target }: TableReading, different: readonly string[]): TableProof {
  const old = total(source)
  const fresh = total(target)
  return {
    table: table.name,
    rowsSource: old.rows, hashSource: old.hash,
    rowsTarget: fresh.rows, hashTarget: fresh.hash,
    differing: different.map((id) => labelOf(table, division, id)),
  }
}

/** The sum of sums, cut to 64 bits for print. */
function total(digests: Digests): { rows: number; hash: string } {
  const values = [...digests.values()]
  const sum = values.reduce((sofar, { sum }) => sofar + BigInt(sum), 0n)
  return { rows: values.reduce((rows, { count }) => rows + Number(count), 0), hash: BigInt.asUintN(64, sum).toString(16).padStart(16, '0') }
}
