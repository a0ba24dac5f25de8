import type { DatabaseMove, Side, TableProof } from '../../../ports/data-mover.js'
import type { Row, Session } from '../connection.js'
import { userTables } from '../sql/catalog.js'
import { bucketsSql, divide, endsSql, inBuckets, labelOf, unitsSql, type ComparedTable, type Division } from '../sql/compare.js'
import { literal } from '../sql/quote.js'

/** One worker's sessions, named as the port names the sides. */
export type Pair = Readonly<Record<Side, Session>>

/** Count and hash sum of a group of rows, as text: sums of 64-bit hashes outgrow 64 bits. */
interface Digest extends Row {
  readonly id: string
  readonly count: string
  readonly sum: string
}

export type Digests = ReadonlyMap<string, Digest>

interface ColumnRow extends Row {
  readonly name: string
  readonly column: string
  readonly type: string
  readonly key: string
}

const INTEGERS = new Set(['tinyint', 'smallint', 'mediumint', 'int', 'bigint'])

/** Columns are named in the order of the source: the other side may have them in another one. */
export async function listTables(session: Session, { source: { database } }: DatabaseMove): Promise<readonly ComparedTable[]> {
  const rows = await session.rows<ColumnRow>(
    `SELECT table_name AS name, column_name AS \`column\`, data_type AS type, column_key AS \`key\` FROM information_schema.columns
     WHERE table_schema = ${literal(database)} AND table_name IN (SELECT table_name FROM ${userTables(database)}) ORDER BY table_name, ordinal_position`)
  const byTable = new Map<string, ColumnRow[]>()
  for (const row of rows) byTable.set(row.name, [...byTable.get(row.name) ?? [], row])
  return [...byTable].map(([name, columns]) => comparedTable(database, name, columns))
}

function comparedTable(database: string, name: string, rows: readonly ColumnRow[]): ComparedTable {
  const key = rows.filter((row) => row.key === 'PRI')
  const single = key.length === 1 && INTEGERS.has(key[0]!.type) ? key[0]!.column : null
  return { database, name, columns: rows.map(({ column, type }) => ({ name: column, type })), integerKey: single, key: key.map(({ column }) => column) }
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
  const ends = await Promise.all([pair.source, pair.target].map((session) => session.one<{ low: string | null; high: string | null }>(endsSql(table))))
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

/** Keys named one by one at most; above it, buckets. */
const NAMED = 100

/** Buckets that differ, drilled down to the keys where these are few and running numbers. */
export async function namedDifferences(pair: Pair, reading: TableReading): Promise<readonly string[]> {
  const { table, division } = reading
  const buckets = differing(reading.source, reading.target)
  const labels = buckets.map((id) => labelOf(table, division, id))
  if (buckets.length === 0 || table.integerKey === null || buckets.length > NAMED) return labels
  const sql = unitsSql(table, inBuckets(table, division, buckets))
  const [source, target] = await Promise.all([readDigests(pair.source, sql), readDigests(pair.target, sql)])
  const keys = differing(source, target)
  return keys.length > NAMED ? labels : keys.map((id) => `${table.integerKey} ${id}`)
}

export function proofOf({ table, source, target }: TableReading, different: readonly string[]): TableProof {
  const old = total(source)
  const fresh = total(target)
  return { table: table.name, rowsSource: old.rows, hashSource: old.hash, rowsTarget: fresh.rows, hashTarget: fresh.hash, differing: different }
}

/** The sum of sums, cut to 64 bits for print. */
function total(digests: Digests): { rows: number; hash: string } {
  const values = [...digests.values()]
  const sum = values.reduce((sofar, { sum: one }) => sofar + BigInt(one), 0n)
  return { rows: values.reduce((rows, { count }) => rows + Number(count), 0), hash: BigInt.asUintN(64, sum).toString(16).padStart(16, '0') }
}

export function sameColumns(left: ComparedTable, right: ComparedTable | undefined): boolean {
  const names = ({ columns }: ComparedTable) => columns.map(({ name, type }) => `${name} ${type}`).sort().join('\n')
  return right !== undefined && names(left) === names(right)
}

export function missing(table: string): TableProof {
  return { table, rowsSource: 0, rowsTarget: 0, hashSource: '', hashTarget: '', differing: ['columns'] }
}
