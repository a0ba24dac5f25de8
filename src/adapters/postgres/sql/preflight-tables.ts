import { candidateIndex, userSchema, userTables, withoutIdentity } from './catalog.js'
import { onSource as sides, relation, type PreflightCheck, type PreflightLimits } from './preflight-check.js'

/** Tables whose row is found again by comparing all its columns: FULL identity, given or to be given, and no primary key that the other side could use. */
const byWholeRow = `pg_class c WHERE c.oid IN (SELECT c.oid FROM ${withoutIdentity} AND NOT EXISTS (${candidateIndex})
  UNION SELECT c.oid FROM ${userTables} AND c.relreplident = 'f'
    AND NOT EXISTS (SELECT 1 FROM pg_index i WHERE i.indrelid = c.oid AND i.indisprimary AND i.indimmediate))`

/** Types of the columns of `c`, those inside domains, arrays and composite types too, that have neither an order nor a hash: json, xml, point, … */
const typeWithoutEquality = `WITH RECURSIVE part(oid) AS (
    SELECT a.atttypid FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    UNION SELECT inner_type.oid FROM part JOIN pg_type t ON t.oid = part.oid CROSS JOIN LATERAL (
      SELECT t.typbasetype AS oid WHERE t.typtype = 'd'
      UNION ALL SELECT t.typelem WHERE t.typcategory = 'A' AND t.typelem <> 0
      UNION ALL SELECT f.atttypid FROM pg_attribute f WHERE t.typtype = 'c' AND f.attrelid = t.typrelid AND f.attnum > 0 AND NOT f.attisdropped) inner_type)
  SELECT 1 FROM part JOIN pg_type b ON b.oid = part.oid WHERE b.typtype = 'b' AND b.typcategory <> 'A'
    AND NOT EXISTS (SELECT 1 FROM pg_opclass o JOIN pg_am m ON m.oid = o.opcmethod WHERE m.amname IN ('btree', 'hash') AND o.opcdefault
      AND (o.opcintype = b.oid OR EXISTS (SELECT 1 FROM pg_cast k WHERE k.castsource = b.oid AND k.casttarget = o.opcintype AND k.castmethod = 'b')))`

/** Counting began at the last reset; where there was none, when the database was made (its files tell), at the latest when the server was started. */
const secondsCounted = `(SELECT greatest(1, extract(epoch FROM now() - coalesce(s.stats_reset,
    (pg_stat_file('base/' || s.datid || '/PG_VERSION', true)).modification, pg_postmaster_start_time()))) FROM pg_stat_database s
  WHERE s.datname = current_database())`

const addKey = `format('ALTER TABLE %s ADD COLUMN row_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY', ${relation})`

/** How tables can be followed and what of them a feed does not carry. */
export function tableChecks({ changesPerSecond, rows }: PreflightLimits): readonly PreflightCheck[] {
  return [
    { check: 'P1', severity: 'fix', sides, by: 'ours', sql: `SELECT ${relation} AS object, format('ALTER TABLE %s REPLICA IDENTITY FULL', ${relation}) AS statement
      FROM ${withoutIdentity} AND NOT EXISTS (${candidateIndex})` },
    { check: 'P2', severity: 'fix', sides, by: 'ours', sql: `SELECT ${relation} AS object,
        format('ALTER TABLE %s REPLICA IDENTITY USING INDEX %I', ${relation}, (${candidateIndex})) AS statement
      FROM ${withoutIdentity} AND EXISTS (${candidateIndex})` },
    { check: 'P3', severity: 'block', sides, by: 'theirs', sql: `SELECT ${relation} AS object, ${addKey} AS statement FROM ${byWholeRow} AND EXISTS (${typeWithoutEquality})` },
    { check: 'P4', severity: 'block', sides, by: 'theirs', sql: `SELECT format('%s: %s changes/s, %s rows', name, round(rate), rows) AS object, statement
      FROM (SELECT ${relation} AS name, ${addKey} AS statement, (s.n_tup_upd + s.n_tup_del) / ${secondsCounted} AS rate,
              greatest(s.n_live_tup, c.reltuples::bigint) AS rows
            FROM ${byWholeRow.replace('WHERE', 'JOIN pg_stat_user_tables s ON s.relid = c.oid WHERE')}) busy
      WHERE rate > ${changesPerSecond} AND rows > ${rows}` },
    { check: 'P10', severity: 'warn', sides, by: 'theirs', sql: `SELECT ${relation} AS object, format('ALTER TABLE %s SET LOGGED', ${relation}) AS statement
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind = 'r' AND c.relpersistence = 'u' AND ${userSchema}` },
    { check: 'P12', severity: 'warn', sides, since: 120_000, sql: `SELECT format('%s.%I %s', ${relation}, a.attname,
        CASE a.attidentity WHEN 'a' THEN 'identity always' ELSE 'generated' END) AS object
      FROM ${userTables.replace('WHERE', 'JOIN pg_attribute a ON a.attrelid = c.oid WHERE')}
        AND a.attnum > 0 AND NOT a.attisdropped AND (a.attgenerated <> '' OR a.attidentity = 'a')` },
    { check: 'P16', severity: 'block', sides, by: 'theirs', sql: `SELECT format('%s on %s', tgname, ${relation}) AS object,
        format('ALTER TABLE %s ENABLE TRIGGER %I', ${relation}, tgname) AS statement
      FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace WHERE t.tgenabled IN ('A', 'R') AND ${userSchema}` },
    { check: 'P17', severity: 'warn', sides, sql: `SELECT ${relation} AS object FROM ${userTables} AND c.relrowsecurity` },
    { check: 'P26', severity: 'warn', sides, by: 'theirs', sql: `SELECT ${relation} AS object, format('REINDEX INDEX CONCURRENTLY %s', ${relation}) AS statement
      FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace WHERE NOT i.indisvalid AND ${userSchema}
      UNION ALL SELECT format('%s on %s', conname, ${relation}), format('ALTER TABLE %s VALIDATE CONSTRAINT %I', ${relation}, conname)
      FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace WHERE NOT convalidated AND ${userSchema}
      UNION ALL SELECT format('%s on %s', conname, format_type(contypid, NULL)), format('ALTER DOMAIN %s VALIDATE CONSTRAINT %I', format_type(contypid, NULL), conname)
      FROM pg_constraint k JOIN pg_namespace n ON n.oid = k.connamespace WHERE contypid <> 0 AND NOT convalidated AND ${userSchema}` },
  ]
}
