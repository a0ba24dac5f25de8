import type { Client } from 'pg'
import { DatabaseError, escapeIdentifier } from 'pg'
import { milliseconds, minutes } from '../../../model/duration.js'
import type { DatabaseEndpoint } from '../../../ports/data-mover.js'
import type { Clock } from '../../../ports/clock.js'
import { withSession } from './session.js'

/** SQLSTATE read_only_sql_transaction: the server is still a standby. */
const stillReadOnly = '25006'
const patience = { total: minutes(1), pause: milliseconds(10) }

/** Quoted names of the user's own tables, sorted. Foreign tables are left out: reading one reaches out to another server. */
export async function userTables(session: Client): Promise<readonly string[]> {
  const { rows } = await session.query<{ schema: string; name: string }>(
    `SELECT nspname AS schema, relname AS name FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
     WHERE relkind = 'r' AND relpersistence = 'p' AND nspname NOT LIKE 'pg\\_%' AND nspname <> 'information_schema' ORDER BY 1, 2`,
  )
  return rows.map(({ schema, name }) => `${escapeIdentifier(schema)}.${escapeIdentifier(name)}`)
}

/** True when a row, or the absence of rows, can be read from each table. */
export async function readsAll(session: Client, tables: readonly string[]): Promise<boolean> {
  for (const table of tables) if (!(await reads(session, table))) return false
  return true
}

/** Tries to write, with a new session each time as an application would, until it is accepted: true then, false when patience ends. */
export async function firstWrite(clock: Clock, system: string, endpoint: DatabaseEndpoint): Promise<boolean> {
  const deadline = clock.now() + patience.total
  while (clock.now() < deadline) {
    if (await withSession(system, endpoint, writes)) return true
    await clock.sleep(patience.pause)
  }
  return false
}

/** The timeline that a server writes, from the first eight hex digits of its current WAL file's name. */
export async function writtenTimeline(session: Client): Promise<number> {
  const { rows } = await session.query<{ file: string }>('SELECT pg_walfile_name(pg_current_wal_lsn()) AS file')
  return Number.parseInt(rows[0]!.file.slice(0, 8), 16)
}

/** True when the settings that keep a clone away from other servers are in force. */
export async function isolated(session: Client): Promise<boolean> {
  const { rows } = await session.query<{ holds: boolean }>(
    `SELECT current_setting('primary_conninfo') = '' AND current_setting('restore_command') = '' AND current_setting('archive_mode') = 'off'
       AND current_setting('max_logical_replication_workers') = '0' AS holds`,
  )
  return rows[0]?.holds === true
}

async function reads(session: Client, table: string): Promise<boolean> {
  try {
    await session.query(`SELECT FROM ONLY ${table} LIMIT 1`)
    return true
  } catch (error) {
    if (error instanceof DatabaseError) return false
    throw error
  }
}

async function writes(session: Client): Promise<boolean> {
  try {
    await session.query('CREATE SCHEMA qianyun_dr_probe; CREATE TABLE qianyun_dr_probe.write (id int); INSERT INTO qianyun_dr_probe.write VALUES (1)')
    return true
  } catch (error) {
    if (error instanceof DatabaseError && error.code === stillReadOnly) return false
    throw error
  }
}
