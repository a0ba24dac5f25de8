import type { PreflightFinding, Side } from '../../../ports/data-mover.js'

export interface PreflightCheck {
  readonly check: string
  readonly severity: PreflightFinding['severity']
  readonly sides: readonly Side[]
  /** Told apart where one check has several questions. */
  readonly what: string
  /** Rows of `object`, and of `remedy` where a statement mends it; `:database` stands for the database's name as a string. */
  readonly sql: string
}

const both: readonly Side[] = ['source', 'target']
const ofMove = 'table_schema = :database'

/** `expire_logs_days` takes fractions since 10.6, where seconds have a setting of their own that goes with it; 0 keeps the log for ever. */
const keptSeconds = 'round(@@global.expire_logs_days * 86400)'
const expirySql = `SELECT concat('expire_logs_days = ', @@global.expire_logs_days) AS object, 'SET GLOBAL expire_logs_days = 14' AS remedy
  WHERE @@global.expire_logs_days > 0`
const copySeconds = `greatest(3600, (SELECT 2 * coalesce(sum(data_length), 0) / 10000000 FROM information_schema.tables WHERE ${ofMove}))`

/** What one side tells by itself. */
export const preflightChecks: readonly PreflightCheck[] = [
  { check: 'M1', severity: 'block', sides: both, what: 'log_bin', sql: `SELECT 'log_bin = OFF' AS object WHERE NOT @@global.log_bin` },
  {
    check: 'M1', severity: 'block', sides: ['source'], what: 'row',
    sql: `SELECT concat('binlog_format = ', @@global.binlog_format) AS object WHERE @@global.binlog_format <> 'ROW'
      UNION ALL SELECT concat('binlog_row_image = ', @@global.binlog_row_image) WHERE @@global.binlog_row_image NOT IN ('FULL', 'FULL_NODUP')`,
  },
  {
    // The target's log is what the way back is fed from. Ours to set, but it changes what its other databases are logged by.
    check: 'M1', severity: 'block', sides: ['target'], what: 'row',
    sql: `SELECT concat('binlog_format = ', @@global.binlog_format) AS object, 'SET GLOBAL binlog_format = ''ROW''' AS remedy
        WHERE @@global.binlog_format <> 'ROW'
      UNION ALL SELECT concat('binlog_row_image = ', @@global.binlog_row_image), 'SET GLOBAL binlog_row_image = ''FULL'''
        WHERE @@global.binlog_row_image NOT IN ('FULL', 'FULL_NODUP')`,
  },
  {
    // Twice the time of a copy at 10 MB/s, and never less than an hour: the copy would start over for ever. A longer log may fill the source's disk.
    check: 'M2', severity: 'block', sides: ['source'], what: 'copy', sql: `${expirySql} AND ${keptSeconds} < ${copySeconds}`,
  },
  {
    // A day: what a feed that is cut over night needs.
    check: 'M2', severity: 'warn', sides: ['source'], what: 'day', sql: `${expirySql} AND ${keptSeconds} BETWEEN ${copySeconds} AND 86399`,
  },
  {
    check: 'M2', severity: 'warn', sides: ['target'], what: 'day', sql: `${expirySql} AND ${keptSeconds} < 86400`,
  },
  {
    check: 'M3', severity: 'block', sides: ['source'], what: 'engine',
    sql: `SELECT concat(table_name, ' ', engine) AS object,
        concat('ALTER TABLE \`', replace(table_schema, '\`', '\`\`'), '\`.\`', replace(table_name, '\`', '\`\`'), '\` ENGINE = InnoDB') AS remedy
      FROM information_schema.tables WHERE ${ofMove} AND table_type = 'BASE TABLE' AND engine <> 'InnoDB'`,
  },
  {
    check: 'M4', severity: 'warn', sides: ['source'], what: 'key',
    sql: `SELECT t.table_name AS object FROM information_schema.tables t WHERE t.${ofMove} AND t.table_type = 'BASE TABLE' AND NOT EXISTS (
      SELECT 1 FROM information_schema.table_constraints c WHERE c.table_schema = t.table_schema AND c.table_name = t.table_name
        AND c.constraint_type IN ('PRIMARY KEY', 'UNIQUE'))`,
  },
  {
    check: 'M5', severity: 'warn', sides: ['source'], what: 'asleep',
    sql: `SELECT event_name AS object FROM information_schema.events WHERE event_schema = :database AND status = 'ENABLED'`,
  },
  {
    check: 'M7', severity: 'block', sides: ['target'], what: 'read_only', sql: `SELECT 'read_only' AS object WHERE @@global.read_only`,
  },
  {
    check: 'M8', severity: 'warn', sides: ['source'], what: 'anonymous', sql: `SELECT concat('@', host) AS object FROM mysql.global_priv WHERE user = ''`,
  },
  {
    check: 'M9', severity: 'warn', sides: ['source'], what: 'open',
    sql: `SELECT concat('session ', trx_mysql_thread_id, ' since ', trx_started) AS object FROM information_schema.innodb_trx
      WHERE trx_mysql_thread_id > 0 AND trx_started < now() - INTERVAL 5 MINUTE`,
  },
  {
    check: 'M11', severity: 'block', sides: both, what: 'triggers',
    sql: `SELECT concat('slave_run_triggers_for_rbr = ', @@global.slave_run_triggers_for_rbr) AS object WHERE @@global.slave_run_triggers_for_rbr <> 'NO'`,
  },
  {
    check: 'M11', severity: 'block', sides: both, what: 'tolerance',
    sql: `SELECT concat('slave_exec_mode = ', @@global.slave_exec_mode) AS object WHERE @@global.slave_exec_mode <> 'STRICT'
      UNION ALL SELECT concat('slave_skip_errors = ', @@global.slave_skip_errors) WHERE @@global.slave_skip_errors NOT IN ('OFF', '')`,
  },
  {
    check: 'M12', severity: 'block', sides: ['source'], what: 'system_versioned',
    sql: `SELECT table_name AS object FROM information_schema.tables WHERE ${ofMove} AND table_type = 'SYSTEM VERSIONED'`,
  },
  {
    check: 'M12', severity: 'warn', sides: ['source'], what: 'float',
    sql: `SELECT concat(table_name, '.', column_name) AS object FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)
      WHERE ${ofMove} AND table_type = 'BASE TABLE' AND data_type = 'float' AND numeric_scale IS NULL ORDER BY 1`,
  },
]
