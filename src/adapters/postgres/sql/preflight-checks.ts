import type { PreflightFinding, Side } from '../../../ports/data-mover.js'
import { candidateIndex, userSchema, userTables, withoutIdentity } from './catalog.js'

/** One question to one side: every row it returns is an object that the check names. `$1` is the list of application roles. */
export interface PreflightCheck {
  readonly check: string
  readonly severity: PreflightFinding['severity']
  readonly sides: readonly Side[]
  readonly sql: string
}

const source: readonly Side[] = ['source']
const both: readonly Side[] = ['source', 'target']
const relation = `c.oid::regclass::text AS object`

/** What a move must know before it starts; numbers as in the project's list of pitfalls. Each reads only. */
export const preflightChecks: readonly PreflightCheck[] = [
  { check: 'P1', severity: 'fix', sides: source, sql: `SELECT ${relation} FROM ${withoutIdentity} AND NOT EXISTS (${candidateIndex})` },
  { check: 'P2', severity: 'fix', sides: source, sql: `SELECT ${relation} FROM ${withoutIdentity} AND EXISTS (${candidateIndex})` },
  // A row is found again by comparing all its columns: types without equality stop the feed.
  { check: 'P3', severity: 'block', sides: source, sql: `SELECT ${relation} FROM ${withoutIdentity} AND NOT EXISTS (${candidateIndex})
      AND EXISTS (SELECT 1 FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
                  JOIN pg_type b ON b.oid = CASE WHEN t.typtype = 'd' THEN t.typbasetype WHEN t.typcategory = 'A' THEN t.typelem ELSE t.oid END
                  WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND b.typtype = 'b'
                    AND NOT EXISTS (SELECT 1 FROM pg_opclass o JOIN pg_am m ON m.oid = o.opcmethod WHERE m.amname IN ('btree', 'hash') AND o.opcdefault
                      AND (o.opcintype = b.oid OR EXISTS (SELECT 1 FROM pg_cast k
      WHERE k.castsource = b.oid AND k.casttarget = o.opcintype AND k.castmethod = 'b'))))` },
  { check: 'P5', severity: 'block', sides: both, sql: `SELECT format('%s = %s, needed %s', name, setting, needed) AS object FROM pg_settings
      JOIN (VALUES ('wal_level', 'logical')) want(setting_name, needed) ON name = setting_name WHERE setting <> needed
    UNION ALL SELECT format('max_replication_slots = %s, %s in use', current_setting('max_replication_slots'), used)
      FROM (SELECT count(*) AS used FROM pg_replication_slots WHERE slot_name NOT LIKE 'qianyun\\_%') slots
      WHERE current_setting('max_replication_slots')::int - used < 2
    UNION ALL SELECT format('max_wal_senders = %s, %s in use', current_setting('max_wal_senders'), used)
      FROM (SELECT count(*) AS used FROM pg_stat_replication WHERE application_name NOT LIKE 'qianyun\\_%') senders
      WHERE current_setting('max_wal_senders')::int - used < 2
    UNION ALL SELECT format('max_logical_replication_workers = %s', setting) FROM pg_settings
      WHERE name = 'max_logical_replication_workers' AND setting::int < 2` },
  // 11: the first version with procedures that commit and with 64-bit hashes.
  { check: 'P5', severity: 'block', sides: both, sql: `SELECT 'server_version ' || current_setting('server_version') AS object
      WHERE current_setting('server_version_num')::int < 110000` },
  { check: 'P7', severity: 'warn', sides: source, sql: `SELECT format('pid %s %s %s', pid, usename, application_name) AS object FROM pg_stat_activity
      WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend' AND xact_start < now() - interval '5 min'` },
  { check: 'P7', severity: 'block', sides: source, sql: `SELECT gid AS object FROM pg_prepared_xacts WHERE database = current_database()` },
  { check: 'P8', severity: 'fix', sides: source, sql: `SELECT format('%s large objects', count(*)) AS object
      FROM pg_largeobject_metadata HAVING count(*) > 0` },
  { check: 'P9', severity: 'fix', sides: source, sql: `SELECT format('%I.%I', schemaname, sequencename) AS object
      FROM pg_sequences WHERE schemaname <> 'qianyun_mig'` },
  { check: 'P9', severity: 'warn', sides: source, sql: `SELECT format('%I.%I %s of %s', schemaname, sequencename, last_value, max_value) AS object
      FROM pg_sequences
      WHERE increment_by > 0 AND NOT cycle AND last_value > max_value * 0.9` },
  { check: 'P10', severity: 'warn', sides: source, sql: `SELECT ${relation} FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind = 'r' AND c.relpersistence = 'u' AND ${userSchema}` },
  { check: 'P11', severity: 'fix', sides: source, sql: `SELECT format('%I.%I', schemaname, matviewname) AS object FROM pg_matviews WHERE ispopulated` },
  { check: 'P15', severity: 'warn', sides: source, sql: `SELECT 'server ' || srvname AS object FROM pg_foreign_server
      UNION ALL SELECT 'event trigger ' || evtname FROM pg_event_trigger` },
  { check: 'P16', severity: 'block', sides: source, sql: `SELECT format('%s on %s', tgname, tgrelid::regclass) AS object FROM pg_trigger t
      JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace WHERE t.tgenabled IN ('A', 'R') AND ${userSchema}` },
  { check: 'P17', severity: 'warn', sides: source, sql: `SELECT ${relation} FROM ${userTables} AND c.relrowsecurity` },
  // The fence holds roles by NOLOGIN and ended sessions; a superuser, or the role that moves the data, it cannot hold.
  { check: 'P18', severity: 'block', sides: source, sql: `SELECT rolname AS object FROM pg_roles
      WHERE rolname = ANY ($1) AND (rolsuper OR rolname = current_user)` },
  { check: 'P18', severity: 'warn', sides: source, sql: `SELECT DISTINCT format('%s (%s)', a.usename, a.application_name) AS object
      FROM pg_stat_activity a JOIN pg_roles r ON r.oid = a.usesysid
      WHERE a.datname = current_database() AND a.backend_type = 'client backend' AND r.rolsuper AND a.usename <> current_user` },
  { check: 'P19', severity: 'warn', sides: source, sql: `SELECT DISTINCT format('%s (%s) from %s', usename, application_name, coalesce(client_addr::text, 'local'))
        AS object
      FROM pg_stat_activity WHERE datname = current_database() AND backend_type = 'client backend' AND usename <> ALL ($1) AND usename <> current_user` },
  { check: 'P20', severity: 'block', sides: source, sql: `SELECT role AS object FROM unnest($1::text[]) role WHERE NOT EXISTS (SELECT 1 FROM pg_roles
      WHERE rolname = role)` },
  // The fence holds sessions, not feeds: what another subscription brings to the old side behind the token would stay there.
  { check: 'P24', severity: 'block', sides: both, sql: `SELECT 'subscription ' || subname AS object FROM pg_subscription
      WHERE subdbid = (SELECT oid FROM pg_database WHERE datname = current_database()) AND subname NOT LIKE 'qianyun\\_%'` },
  { check: 'P26', severity: 'warn', sides: source, sql: `SELECT i.indexrelid::regclass::text AS object FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
      JOIN pg_namespace n ON n.oid = c.relnamespace WHERE NOT i.indisvalid AND ${userSchema}
    UNION ALL SELECT conname FROM pg_constraint k JOIN pg_namespace n ON n.oid = k.connamespace WHERE NOT convalidated AND ${userSchema}` },
]
