import { userTables } from './catalog.js'
import { identifier } from './quote.js'

export interface ComparedColumn extends Readonly<Record<string, unknown>> {
  readonly name: string
  /** Without length or precision: those are no part of a row. */
  readonly type: string
  /** How its value is hashed: see `hashing`. */
  readonly hashed: 'plain' | 'collated' | 'text' | `${string}send`
}

/** One table as the comparison sees it. `name` is quoted already. */
export interface ComparedTable extends Readonly<Record<string, unknown>> {
  readonly name: string
  readonly columns: readonly ComparedColumn[]
  /** The primary key's column if it is a single integer. */
  readonly integerKey: string | null
  /** Columns of any other primary key. */
  readonly key: readonly string[]
  readonly bytes: number
  /** How rows are hashed; both sides must do it the same way. By columns needs version 14. */
  readonly form: 'columns' | 'text'
}

/**
 * Types by their numbers, which no version changes. `plain`: values are taken as they are, since their hash tells apart all that their text does: bool bytea
 * "char" name int2 int4 oid date uuid. `collated`: text and varchar, without their collation, which may call two spellings one. `binary`: their hash is
 * coarser (int8 is folded to 32 bits, 1.0 is 1.00, a month is 30 days), so it is that of their binary form: int8 json cidr macaddr inet bpchar time
 * timestamp timestamptz interval timetz bit varbit numeric jsonb, and arrays of all these. The rest goes by its text: floats (NaN has many bit
 * patterns, the feed keeps none), whatever a database numbers itself (enums, domains, composites, types of extensions), what names an object by its
 * number (regclass).
 */
const plain = '16, 17, 18, 19, 21, 23, 26, 1082, 2950'
const collated = '25, 1043'
const binary = '20, 114, 650, 829, 869, 1042, 1083, 1114, 1184, 1186, 1266, 1560, 1562, 1700, 3802'

const hashing = `CASE WHEN t.oid IN (${plain}) THEN 'plain' WHEN t.oid IN (${collated}) THEN 'collated'
  WHEN t.oid IN (${binary}) OR (t.typcategory = 'A' AND t.typelem IN (${plain}, ${collated}, ${binary})) THEN t.typsend::text ELSE 'text' END`

/** Columns are named in the order of the source: the other side may have them in another one. Largest first, so that the workers end together. */
export const comparedTables = `
SELECT format('%I.%I', n.nspname, c.relname) AS name, pg_table_size(c.oid)::float8 AS bytes,
  CASE WHEN current_setting('server_version_num')::int >= 140000 THEN 'columns' ELSE 'text' END AS form,
  (SELECT coalesce(json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, NULL), 'hashed', ${hashing}) ORDER BY a.attnum), '[]')
   FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) AS columns,
  (SELECT a.attname::text FROM pg_attribute a
   WHERE a.attrelid = c.oid AND i.indnkeyatts = 1 AND a.attnum = i.indkey[0] AND a.atttypid IN (20, 21, 23)) AS "integerKey",
  (SELECT coalesce(json_agg(a.attname ORDER BY a.attnum), '[]') FROM pg_attribute a
   WHERE a.attrelid = c.oid AND a.attnum = ANY (i.indkey[0:i.indnkeyatts - 1])) AS key
FROM ${userTables.replace('WHERE', 'LEFT JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary AND i.indisvalid WHERE')}
ORDER BY 2 DESC, 1`

/**
 * 64 bits over a row, measured in rows a second of CPU time with six columns: 0.75 M by the text of the row, 1.1 M by its binary form (record_send),
 * 1.6 M by columns. hash_record_extended is a linear sum of the columns' hashes: added up over the rows as it is, it would not see that two rows have
 * exchanged a value. So it is hashed once more.
 */
function hash(columns: readonly ComparedColumn[], form: ComparedTable['form']): string {
  const byText = form === 'text' ? columns : columns.filter(({ hashed }) => hashed === 'text')
  const text = `ROW(${byText.map(({ name }) => identifier(name)).join(', ')})::text`
  if (byText.length === columns.length) return `hashtextextended(${text}, 0)`
  const values = columns.filter(({ hashed }) => hashed !== 'text').map(({ name, hashed }) => valueOf(identifier(name), hashed))
  return `hashtextextended(hash_record_extended(ROW(${[...values, ...(byText.length > 0 ? [`${text} COLLATE "C"`] : [])].join(', ')}), 0)::text, 0)`
}

function valueOf(column: string, hashed: ComparedColumn['hashed']): string {
  if (hashed === 'collated') return `${column} COLLATE "C"`
  return hashed === 'plain' ? column : `${hashed}(${column})`
}

/**
 * Order-independent digest of rows: the sum of their hashes, exact (the server adds in 128 bits), with the count beside it. A sum sees a row that
 * is there twice; an exclusive or would not.
 */
const digest = ({ columns, form }: ComparedTable): string => `count(*)::text AS count, coalesce(sum(${hash(columns, form)}), 0)::text AS sum`

/** The number a row is found again by: its integer key, else the hash of its key, else that of the row itself. */
function unit({ integerKey, key, columns, form }: ComparedTable): string {
  if (integerKey !== null) return `${identifier(integerKey)}::bigint`
  return hash(key.length > 0 ? columns.filter(({ name }) => key.includes(name)) : columns, form)
}

/** Rows of a table: of a range of integer keys, or those whose number ends in the given lowest bits. */
export type Part =
  | { readonly kind: 'range'; readonly low: bigint; readonly high: bigint }
  | { readonly kind: 'hash'; readonly bits: number; readonly value: bigint }

export const wholeByHash: Part = { kind: 'hash', bits: 0, value: 0n }

const PARTS = 256n

const widthOf = (part: Part & { kind: 'range' }): bigint => (part.high - part.low + PARTS) / PARTS

/** Whether a part falls into smaller ones: not a single key, and not what 32 bits of a hash do not tell apart. */
export function divisible(part: Part): boolean {
  return part.kind === 'range' ? part.high > part.low : part.bits < 32
}

/** The part of a part that `bucketsSql` calls `id`. */
export function subPart(part: Part, id: string): Part {
  if (part.kind === 'hash') return { kind: 'hash', bits: part.bits + 8, value: part.value + (BigInt(id) << BigInt(part.bits)) }
  const low = part.low + BigInt(id) * widthOf(part)
  return { kind: 'range', low, high: low + widthOf(part) - 1n }
}

function bucket(table: ComparedTable, part: Part): string {
  return part.kind === 'hash' ? `((${unit(table)} >> ${part.bits}) & 255)` : `((${unit(table)} - (${part.low})) / ${widthOf(part)})`
}

/** A key range is written as such, so that the index can be used. */
function within(table: ComparedTable, part: Part): string {
  if (part.kind === 'range') return `${identifier(table.integerKey ?? '')} BETWEEN ${part.low} AND ${part.high}`
  return part.bits === 0 ? 'true' : `(${unit(table)} & ${(1n << BigInt(part.bits)) - 1n}) = ${part.value}`
}

export function wholeSql(table: ComparedTable): string {
  return `SELECT '0' AS id, ${digest(table)} FROM ONLY ${table.name}`
}

/** A part in 256; `every row`: also those that have come outside of its ends since they were read. Grouped, a core does 0.85 M rows/s instead of 1.25 M. */
export function bucketsSql(table: ComparedTable, part: Part, rows: 'its rows' | 'every row'): string {
  const where = rows === 'every row' ? 'true' : within(table, part)
  return `SELECT ${bucket(table, part)}::text AS id, ${digest(table)} FROM ONLY ${table.name} WHERE ${where} GROUP BY 1`
}

/** Single keys of some parts. */
export function unitsSql(table: ComparedTable, parts: readonly Part[]): string {
  return `SELECT ${unit(table)}::text AS id, ${digest(table)} FROM ONLY ${table.name} WHERE ${parts.map((part) => within(table, part)).join(' OR ')} GROUP BY 1`
}

/** Single keys by their numbers. */
export function unitsNamedSql(table: ComparedTable, ids: readonly string[]): string {
  const number = table.integerKey === null ? unit(table) : identifier(table.integerKey)
  return `SELECT ${unit(table)}::text AS id, ${digest(table)} FROM ONLY ${table.name} WHERE ${number} IN (${ids.join(', ')}) GROUP BY 1`
}

/** What a report calls a key: a running number as it is, of any other key or row only the hash. */
export function labelOf({ integerKey, key }: ComparedTable, id: string): string {
  if (integerKey !== null) return `${integerKey} ${id}`
  return `hash ${key.length > 0 ? `of ${key.join(', ')}` : 'of the row'} ${id}`
}
