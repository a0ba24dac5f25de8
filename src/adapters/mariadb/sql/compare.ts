import { identifier } from './quote.js'

export interface ComparedColumn {
  readonly name: string
  readonly type: string
}

/** One table as the comparison sees it. */
export interface ComparedTable {
  readonly database: string
  readonly name: string
  readonly columns: readonly ComparedColumn[]
  /** The primary key's column if it is a single integer. */
  readonly integerKey: string | null
  /** Columns of any other primary key. */
  readonly key: readonly string[]
}

/** How the rows of a table are divided: ranges of an integer key, else 256 parts by the hash of key or row. */
export type Division = { readonly kind: 'range'; readonly low: bigint; readonly width: bigint } | { readonly kind: 'hash' }

const PARTS = 256n

/** Ranges of equal width over the keys that exist on either side. */
export function divide(low: bigint, high: bigint): Division {
  return { kind: 'range', low, width: (high - low + PARTS) / PARTS }
}

/** Anything longer is taken as its digest: a row whose text outgrows max_allowed_packet would read as NULL. */
const LONG = new Set(['tinyblob', 'blob', 'mediumblob', 'longblob', 'tinytext', 'text', 'mediumtext', 'longtext', 'json',
  'geometry', 'point', 'linestring', 'polygon', 'multipoint', 'multilinestring', 'multipolygon', 'geometrycollection'])

/**
 * Bytes with their length before them, so that no value can pass for two; NULL is a sign of its own, which CONCAT_WS would leave out.
 * A FLOAT as text has 6 digits of the 9 it can hold, a dump's too: only as a DOUBLE do both sides show what was lost.
 */
function text({ name, type }: ComparedColumn): string {
  const column = type === 'float' ? `CAST(${identifier(name)} AS DOUBLE)` : identifier(name)
  if (LONG.has(type)) return `IFNULL(MD5(${column}), '-')`
  return `IFNULL(CONCAT(LENGTH(CAST(${column} AS BINARY)), ':', CAST(${column} AS BINARY)), '-')`
}

const row = (columns: readonly ComparedColumn[]): string => `MD5(CONCAT_WS(',', ${columns.map(text).join(', ')}))`

/** The first 64 bits of an MD5. CRC32 is no choice: it is linear, so values exchanged between two rows would leave the sum of their bits as it was. */
const number = (hash: string): string => `CAST(CONV(LEFT(${hash}, 16), 16, 10) AS UNSIGNED)`

/** Order-independent digest of rows: the sum of their 64-bit hashes, with the count beside it an exact multiset for all practical purposes. */
const digest = ({ columns }: ComparedTable): string => `CAST(COUNT(*) AS CHAR) AS count, CAST(COALESCE(SUM(${number(row(columns))}), 0) AS CHAR) AS sum`

const table = ({ database, name }: ComparedTable): string => `${identifier(database)}.${identifier(name)}`

/** The number a row is found again by: its integer key, else the hash of its key, else that of the row itself. */
export function unit(compared: ComparedTable): string {
  if (compared.integerKey !== null) return identifier(compared.integerKey)
  const { key, columns } = compared
  return number(row(key.length > 0 ? columns.filter(({ name }) => key.includes(name)) : columns))
}

function bucket(compared: ComparedTable, division: Division): string {
  if (division.kind === 'hash') return `(${unit(compared)} & 255)`
  return `((CAST(${unit(compared)} AS DECIMAL(21, 0)) - (${division.low})) DIV ${division.width})`
}

export function bucketsSql(compared: ComparedTable, division: Division): string {
  return `SELECT CAST(${bucket(compared, division)} AS CHAR) AS id, ${digest(compared)} FROM ${table(compared)} GROUP BY 1`
}

export function unitsSql(compared: ComparedTable, where: string): string {
  return `SELECT CAST(${unit(compared)} AS CHAR) AS id, ${digest(compared)} FROM ${table(compared)} WHERE ${where} GROUP BY 1`
}

export function endsSql(compared: ComparedTable): string {
  const key = unit(compared)
  return `SELECT CAST(MIN(${key}) AS CHAR) AS low, CAST(MAX(${key}) AS CHAR) AS high FROM ${table(compared)}`
}

/** Rows of some buckets; a key range as such, so that the index can be used. */
export function inBuckets(compared: ComparedTable, division: Division, ids: readonly string[]): string {
  if (division.kind === 'hash') return `${bucket(compared, division)} IN (${ids.join(', ')})`
  return ids.map((id) => {
    const start = division.low + BigInt(id) * division.width
    return `${unit(compared)} BETWEEN ${start} AND ${start + division.width - 1n}`
  }).join(' OR ')
}

export const inUnits = (compared: ComparedTable, ids: readonly string[]): string => `${unit(compared)} IN (${ids.join(', ')})`

/** What a report calls a bucket: a key range, or its number; never a value of the data that is not a running number. */
export function labelOf(compared: ComparedTable, division: Division, id: string): string {
  if (division.kind === 'hash') return `part ${id} of 256 by hash of ${compared.key.length > 0 ? compared.key.join(', ') : 'the row'}`
  const start = division.low + BigInt(id) * division.width
  return `${compared.integerKey} ${start}..${start + division.width - 1n}`
}
