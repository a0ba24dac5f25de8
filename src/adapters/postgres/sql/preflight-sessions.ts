import { userSchema } from './catalog.js'
import { onSource as sides, type PreflightCheck, type PreflightLimits } from './preflight-check.js'

/** Sessions of people and programs in this database, ours left out. */
const sessions = `pg_stat_activity a WHERE a.datname = current_database() AND a.backend_type = 'client backend' AND a.pid <> pg_backend_pid()
  AND a.application_name NOT LIKE 'qianyun:%'`

/** Who is at work, and what of their work lives in a session. */
export function sessionChecks({ longTransactionMinutes }: PreflightLimits): readonly PreflightCheck[] {
  return [
    { check: 'P7', severity: 'warn', sides, by: 'theirs', sql: `SELECT format('pid %s %s %s', a.pid, a.usename, a.application_name) AS object,
        format('SELECT pg_terminate_backend(%s)', a.pid) AS statement
      FROM ${sessions} AND a.xact_start < now() - make_interval(mins => ${longTransactionMinutes})` },
    { check: 'P7', severity: 'block', sides, sql: `SELECT gid AS object FROM pg_prepared_xacts WHERE database = current_database()` },
    // The fence holds roles by NOLOGIN and ended sessions; a superuser, or the role that moves the data, it cannot hold.
    { check: 'P18', severity: 'block', sides, by: 'theirs', sql: `SELECT rolname AS object,
        CASE WHEN rolname <> current_user THEN format('ALTER ROLE %I NOSUPERUSER', rolname) END AS statement
      FROM pg_roles WHERE rolname = ANY ($1) AND (rolsuper OR rolname = current_user)` },
    { check: 'P18', severity: 'warn', sides, sql: `SELECT DISTINCT format('%s (%s)', a.usename, a.application_name) AS object
      FROM pg_stat_activity a JOIN pg_roles r ON r.oid = a.usesysid
      WHERE a.datname = current_database() AND a.backend_type = 'client backend' AND r.rolsuper AND a.usename <> current_user` },
    { check: 'P19', severity: 'warn', sides, sql: `SELECT DISTINCT format('%s (%s) from %s', a.usename, a.application_name, coalesce(a.client_addr::text, 'local')) AS object
      FROM ${sessions} AND a.usename <> ALL ($1) AND a.usename <> current_user` },
    { check: 'P20', severity: 'block', sides, sql: `SELECT role AS object FROM unnest($1::text[]) role WHERE NOT EXISTS (SELECT 1 FROM pg_roles
      WHERE rolname = role)` },
    { check: 'P29', severity: 'warn', sides, sql: `
      SELECT DISTINCT format('advisory lock of %s (%s)', a.usename, a.application_name) AS object
        FROM ${sessions} AND EXISTS (SELECT 1 FROM pg_locks l WHERE l.locktype = 'advisory' AND l.pid = a.pid)
      UNION SELECT format('LISTEN of %s (%s)', a.usename, a.application_name) FROM ${sessions} AND a.query ~* '^\\s*listen\\s'
      UNION SELECT format('temporary table %s of %s', c.relname, pg_get_userbyid(c.relowner)) FROM pg_class c
        WHERE c.relkind = 'r' AND c.relpersistence = 't' AND c.relowner <> (SELECT oid FROM pg_roles WHERE rolname = current_user)
      UNION SELECT format('function %s', p.oid::regprocedure) FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
        WHERE ${userSchema} AND p.prosrc ~* '\\m(pg_(try_)?advisory_(xact_)?lock|pg_notify)|\\m(listen|notify)\\s+[a-z_"]'
          AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')` },
  ]
}
