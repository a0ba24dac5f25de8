import { userSchema, userTables } from './catalog.js'
import { onSource as sides, relation, type PreflightCheck } from './preflight-check.js'

/** Tables in which tools that migrate the schema note what they have done; their presence says that a deployment may change it. */
const migrationTables = [
  'flyway_schema_history', 'schema_version', 'databasechangelog', 'schema_migrations', 'django_migrations', 'alembic_version', '__efmigrationshistory',
  'knex_migrations', 'sequelizemeta', 'goose_db_version', 'typeorm_metadata', 'phinxlog',
].map((name) => `'${name}'`).join(', ')

/** What lies beside the tables, and who may change them. */
export const contentChecks: readonly PreflightCheck[] = [
  { check: 'P8', severity: 'fix', sides, sql: `SELECT format('%s large objects', count(*)) AS object
      FROM pg_largeobject_metadata HAVING count(*) > 0` },
  { check: 'P8', severity: 'warn', sides, sql: `SELECT format('%s.%I', ${relation}, a.attname) AS object
      FROM ${userTables.replace('WHERE', 'JOIN pg_attribute a ON a.attrelid = c.oid JOIN pg_type t ON t.oid = a.atttypid WHERE')}
        AND a.attnum > 0 AND NOT a.attisdropped AND (t.oid = 'oid'::regtype OR (t.typname = 'lo' AND t.typbasetype = 'oid'::regtype))` },
  { check: 'P9', severity: 'fix', sides, sql: `SELECT format('%I.%I', schemaname, sequencename) AS object
      FROM pg_sequences WHERE schemaname <> 'qianyun_mig'` },
  { check: 'P9', severity: 'warn', sides, by: 'theirs', sql: `SELECT format('%I.%I %s of %s', schemaname, sequencename, last_value, max_value) AS object,
        format('ALTER SEQUENCE %I.%I AS bigint NO MAXVALUE', schemaname, sequencename) AS statement
      FROM pg_sequences WHERE increment_by > 0 AND NOT cycle AND last_value > max_value * 0.9` },
  { check: 'P11', severity: 'fix', sides, sql: `SELECT format('%I.%I', schemaname, matviewname) AS object FROM pg_matviews WHERE ispopulated` },
  { check: 'P15', severity: 'warn', sides, sql: `SELECT 'server ' || srvname AS object FROM pg_foreign_server
      UNION ALL SELECT 'foreign table ' || ${relation} FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind = 'f' AND ${userSchema}
      UNION ALL SELECT 'extension ' || extname FROM pg_extension WHERE extname IN ('dblink', 'pg_cron')
      UNION ALL SELECT format('function %s (dblink)', p.oid::regprocedure) FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
        WHERE ${userSchema} AND p.prosrc ~* '\\mdblink(_\\w+)?\\s*\\(' AND NOT EXISTS (SELECT 1 FROM pg_depend d
          WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
      UNION ALL SELECT 'event trigger ' || evtname FROM pg_event_trigger WHERE evtenabled = 'O'` },
  // Copied, these run in the very process that applies the feed: an error of theirs stops it.
  { check: 'P15', severity: 'block', sides, by: 'theirs', sql: `SELECT 'event trigger ' || evtname AS object,
        format('ALTER EVENT TRIGGER %I ENABLE', evtname) AS statement FROM pg_event_trigger e WHERE evtenabled IN ('A', 'R')
      AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.classid = 'pg_event_trigger'::regclass AND d.objid = e.oid AND d.deptype = 'e')` },
  { check: 'P22', severity: 'warn', sides, sql: `SELECT format('%s owns %s tables', pg_get_userbyid(c.relowner), count(*)) AS object
      FROM ${userTables} AND pg_get_userbyid(c.relowner) = ANY ($1) GROUP BY c.relowner
      UNION ALL SELECT ${relation} FROM ${userTables} AND lower(c.relname) IN (${migrationTables})` },
]
