import { userTables } from './catalog.js'
import { identifier } from './quote.js'

/** One table as the comparison sees it; names are quoted already. */
export interface ComparedTable extends Readonly<Record<string, unknown>> {
  readonly name: string
  readonly columns: readonly string[]
  /** The primary key's column if it is a single integer. */
  readonly integerKey: string | null
  /** Columns of any other primary key. */
  readonly key: readonly string[]
  readonly bytes: number
}

/** Columns are named in the order of the source: the other side may have them in another one. Largest first, so that the workers end together. */
export const comparedTables = `
SELECT format('%I.%I', n.nspname, c.relname) AS name, pg_table_size(c.oid)::float8 AS bytes,
  (SELECT coalesce(json_agg(a.attname ORDER BY a.attnum), '[]') FROM pg_attribute a
   WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) AS columns,
  (SELECT a.attname::text FROM pg_attribute a
   WHERE a.attrelid = c.oid AND i.indnkeyatts = 1 AND a.attnum = i.indkey[0] AND a.atttypid IN (20, 21, 23)) AS "integerKey",
  (SELECT coalesce(json_agg(a.attname ORDER BY a.attnum), '[]') FROM pg_attribute a
   WHERE a.attrelid = c.oid AND a.attnum = ANY (i.indkey[0:i.indnkeyatts - 1])) AS key
FROM ${userTables.replace('WHERE', 'LEFT JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary AND i.indisvalid WHERE')}
ORDER BY 2 DESC, 1`

/** How the rows of a table are divided: ranges of an integer key, else 256 parts by the hash of key or row. */
export type Division = { readonly kind: 'range'; readonly low: bigint; readonly width: bigint } | { readonly kind: 'hash' }

const PARTS = 256n

/** Ranges of equal width over the keys that exist on either side; a span that would overflow 64 bits is divided by hash. */
export function divide(low: bigint, high: bigint): Division {
  const span = high - low + 1n
  return span < 2n ** 62n ? { kind: 'range', low, width: (span + PARTS - 1n) / PARTS } : { kind: 'hash' }
}

const row = ({ columns }: ComparedTable): string => `ROW(${columns.map(identifier).join(', ')})::text`

/** Order-independent digest of rows: the sum of their 64-bit hashes, with the count beside it an exact multiset for all practical purposes. */
export const digest = (table: ComparedTable): string => `count(*)::text AS count, coalesce(sum(hashtextextended(${row(table)}, 0)), 0)::text AS sum`

/** The number a row is found again by: its integer key, else the hash of its key, else that of the row itself. */
export function unit(table: ComparedTable): string {
  if (table.integerKey !== null) return `${identifier(table.integerKey)}::bigint`
  return `hashtextextended(${table.key.length > 0 ? `ROW(${table.key.map(identifier).join(', ')})::text` : row(table)}, 0)`
}

export function bucket(table: ComparedTable, division: Division): string {
  return division.kind === 'hash' ? `(${unit(table)} & 255)` : `((${unit(table)} - (${division.low})) / ${division.width})`
}

export function bucketsSql(table: ComparedTable, division: Division): string {
  return `SELECT ${bucket(table, division)}::text AS id, ${digest(table)} FROM ONLY ${table.name} GROUP BY 1`
}

export function unitsSql(table: ComparedTable, where: string): string {
  return `SELECT ${unit(table)}::text AS id, ${digest(table)} FROM ONLY ${table.name} WHERE ${where} GROUP BY 1`
}

/** Rows of some buckets; a key range as such, so that the index can be used. */
export function inBuckets(table: ComparedTable, division: Division, ids: readonly string[]): string {
  if (division.kind === 'hash') return `${bucket(table, division)} IN (${ids.join(', ')})`
  return ids.map((id) => {
    const start = division.low + BigInt(id) * division.width
    return `${identifier(table.integerKey ?? '')} BETWEEN ${start} AND ${start + division.width - 1n}`
  }).join(' OR ')
}

export function inUnits(table: ComparedTable, ids: readonly string[]): string {
  return table.integerKey !== null ? `${identifier(table.integerKey)} IN (${ids.join(', ')})` : `${unit(table)} IN (${ids.join(', ')})`
}

/** What a report calls a bucket: a key range, or its number; never a value of the data that is not a running number. */
export function labelOf(table: ComparedTable, division: Division, id: string): string {
  if (division.kind === 'hash') return table.key.length > 0 ? `part ${id} of 256 by hash of ${table.key.join(', ')}` : `part ${id} of 256 by hash of the row`
  const start = division.low + BigInt(id) * division.width
  return `${table.integerKey} ${start}..${start + division.width - 1n}`
}
