import { userSchema } from './catalog.js'

/** One partition of a table that is divided by time and runs out; bounds as local time, `YYYY-MM-DD HH:MM:SS`. */
export interface PartitionRow extends Readonly<Record<string, unknown>> {
  readonly parent: string
  readonly schema: string
  readonly name: string
  readonly owner: string
  readonly lower: string
  readonly upper: string
  /** The whole table can be continued by plain partitions: no default one, no levels below, no privileges beside the owner's. */
  readonly plain: boolean
  /** Time zone in which bounds of `timestamptz` columns were meant: the server's own; null for other columns. */
  readonly zone: string | null
  /** How far ahead partitions are made. */
  readonly until: string
}

/** Our sessions run in UTC; the server's files say in which time zone its people think. */
const zone = `coalesce((SELECT setting FROM pg_file_settings WHERE lower(name) = 'timezone' AND error IS NULL ORDER BY seqno DESC LIMIT 1), 'UTC')`

const local = (bound: string): string => `CASE WHEN column_type = 'timestamptz'::regtype THEN ${bound}::timestamptz AT TIME ZONE zone ELSE ${bound}::timestamp END`

/** Ordered by parent and time. A table whose last partition has passed is no longer fed by a job; one without an upper end never runs out. */
export const partitionedTables = `
WITH part AS (
  SELECT p.oid::regclass::text AS parent, n.nspname AS schema, c.relname AS name, pg_get_userbyid(c.relowner) AS owner, a.atttypid AS column_type, ${zone} AS zone,
    c.relkind = 'r' AND c.relacl IS NULL AND t.partdefid = 0 AS plain,
    pg_get_expr(c.relpartbound, c.oid) AS bound
  FROM pg_partitioned_table t JOIN pg_class p ON p.oid = t.partrelid JOIN pg_attribute a ON a.attrelid = p.oid AND a.attnum = t.partattrs[0]
    JOIN pg_inherits i ON i.inhparent = p.oid JOIN pg_class c ON c.oid = i.inhrelid JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE t.partstrat = 'r' AND t.partnatts = 1 AND a.atttypid IN ('date'::regtype, 'timestamp'::regtype, 'timestamptz'::regtype) AND ${userSchema}
), bounds AS (
  SELECT *, substring(bound FROM $$FROM \\('([^']+)'\\) TO$$) AS lower_text, substring(bound FROM $$TO \\('([^']+)'\\)$$) AS upper_text FROM part
  WHERE bound <> 'DEFAULT'
), times AS (
  SELECT *, ${local('lower_text')} AS lower_time, ${local('upper_text')} AS upper_time, bool_or(upper_text IS NULL) OVER (PARTITION BY parent) AS endless FROM bounds
), ending AS (
  SELECT *, max(upper_time) OVER (PARTITION BY parent) AS last_time FROM times WHERE NOT endless AND lower_text IS NOT NULL
)
SELECT parent, schema, name, owner, plain, to_char(lower_time, 'YYYY-MM-DD HH24:MI:SS') AS lower, to_char(upper_time, 'YYYY-MM-DD HH24:MI:SS') AS upper,
  CASE WHEN column_type = 'timestamptz'::regtype THEN zone END AS zone, to_char(now() AT TIME ZONE zone + interval '92 days', 'YYYY-MM-DD HH24:MI:SS') AS until
FROM ending WHERE last_time > now() AT TIME ZONE zone AND last_time < now() AT TIME ZONE zone + interval '31 days'
ORDER BY parent, lower_time`
