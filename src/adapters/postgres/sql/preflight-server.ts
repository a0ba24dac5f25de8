import { onBoth, onSource, type PreflightCheck } from './preflight-check.js'

const setting = (name: string, more: string): string => `format('ALTER SYSTEM SET ${name} = %L', ${more})`

/** Below this a line that is slow for a moment is cut; 0 never notices a receiver that is gone. */
const TIMEOUT_MS = 10_000

/** What the servers themselves must be able to do, and what they already do. */
export const serverChecks: readonly PreflightCheck[] = [
  { check: 'P5', severity: 'block', sides: onBoth, by: 'theirs', sql: `
    SELECT format('wal_level = %s, needed logical', current_setting('wal_level')) AS object, ${setting('wal_level', `'logical'`)} AS statement
      WHERE current_setting('wal_level') <> 'logical'
    UNION ALL SELECT format('max_replication_slots = %s, %s in use', current_setting('max_replication_slots'), used), ${setting('max_replication_slots', 'used + 10')}
      FROM (SELECT count(*) AS used FROM pg_replication_slots WHERE slot_name NOT LIKE 'qianyun\\_%') slots
      WHERE current_setting('max_replication_slots')::int - used < 2
    UNION ALL SELECT format('max_wal_senders = %s, %s in use', current_setting('max_wal_senders'), used), ${setting('max_wal_senders', 'used + 10')}
      FROM (SELECT count(*) AS used FROM pg_stat_replication WHERE application_name NOT LIKE 'qianyun\\_%') senders
      WHERE current_setting('max_wal_senders')::int - used < 2
    UNION ALL SELECT format('max_logical_replication_workers = %s', setting), ${setting('max_logical_replication_workers', '4')} FROM pg_settings
      WHERE name = 'max_logical_replication_workers' AND setting::int < 2
    UNION ALL SELECT format('max_worker_processes = %s, needed 4', setting), ${setting('max_worker_processes', '8')} FROM pg_settings
      WHERE name = 'max_worker_processes' AND setting::int < 4` },
  { check: 'P5', severity: 'fix', sides: onBoth, by: 'ours', sql: `SELECT format('%s = %s ms', name, setting) AS object, format('ALTER SYSTEM SET %s = ''60s''', name) AS statement
      FROM pg_settings WHERE name IN ('wal_sender_timeout', 'wal_receiver_timeout') AND setting::int < ${TIMEOUT_MS}` },
  // 11: the first version with procedures that commit and with 64-bit hashes.
  { check: 'P5', severity: 'block', sides: onBoth, sql: `SELECT 'server_version ' || current_setting('server_version') AS object
      WHERE current_setting('server_version_num')::int < 110000` },
  { check: 'P19', severity: 'warn', sides: onSource, sql: `SELECT format('pg_hba line %s: %s from %s %s', line_number, array_to_string(user_name, ','), address, netmask)
        AS object
      FROM pg_hba_file_rules WHERE type LIKE 'host%' AND auth_method <> 'reject' AND address NOT IN ('127.0.0.1', '::1', 'localhost', 'samehost')
        AND database && ARRAY['all', 'sameuser', current_database()::text]
        AND EXISTS (SELECT 1 FROM unnest(user_name) AS who(name) WHERE who.name <> ALL ($1) AND who.name <> current_user)` },
  // The fence holds sessions, not feeds: what another subscription brings to the old side behind the token would stay there.
  { check: 'P24', severity: 'block', sides: onBoth, sql: `SELECT 'subscription ' || subname AS object FROM pg_subscription
      WHERE subdbid = (SELECT oid FROM pg_database WHERE datname = current_database()) AND subname NOT LIKE 'qianyun\\_%'` },
  { check: 'P24', severity: 'warn', sides: onBoth, by: 'theirs', sql: `
    SELECT format('slot %s: unread, keeps %s', slot_name, pg_size_pretty(pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn))) AS object,
        format('SELECT pg_drop_replication_slot(%L)', slot_name) AS statement
      FROM pg_replication_slots WHERE NOT active AND NOT temporary AND slot_name NOT LIKE 'qianyun\\_%'
    UNION ALL SELECT 'publication ' || pubname, format('DROP PUBLICATION %I', pubname) FROM pg_publication WHERE pubname NOT LIKE 'qianyun\\_%'` },
  { check: 'P25', severity: 'warn', sides: onBoth, sql: `SELECT format('standby %s (%s)', r.application_name, coalesce(host(r.client_addr), 'local')) AS object
      FROM pg_stat_replication r WHERE r.state <> 'backup'
        AND NOT EXISTS (SELECT 1 FROM pg_replication_slots s WHERE s.active_pid = r.pid AND s.slot_type = 'logical')
      UNION SELECT 'slot ' || slot_name FROM pg_replication_slots WHERE slot_type = 'physical' AND NOT active AND NOT temporary` },
]
