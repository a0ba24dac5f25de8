import type { Client } from 'pg'
import { DatabaseError, escapeLiteral } from 'pg'
import { DiagnosticError, problem } from '../../../diagnostics/diagnostic.js'
import { milliseconds } from '../../../model/duration.js'
import type { Clock } from '../../../ports/clock.js'
import type { DatabaseReplicaPlace } from '../../../ports/replica.js'

/** Raised by the statements below; the letters are outside of every class PostgreSQL uses. */
const staleWorker = 'QY001'
const patience = { tries: 500, pause: milliseconds(10) }

/**
 * One row a system in the maintenance database: which roles we closed, and the highest fence number seen. It is written in the transaction
 * that closes or opens, and the standby receives both together: whoever is promoted knows whom to open.
 */
const table = `
  CREATE SCHEMA IF NOT EXISTS qianyun_dr;
  CREATE TABLE IF NOT EXISTS qianyun_dr.door (system text PRIMARY KEY, number bigint NOT NULL, roles text[] NOT NULL);`

/** Door first, then belt: a session that says so itself may write although the database is read-only by default, but it cannot be opened any more. */
export async function closeDoor(session: Client, place: DatabaseReplicaPlace, number: number, clock: Clock): Promise<void> {
  const { system, appRoles, primary: { database } } = place
  await change(session, system, number, `
    UPDATE qianyun_dr.door SET roles = ARRAY(
      SELECT unnest(roles) UNION SELECT rolname FROM pg_roles WHERE rolcanlogin AND rolname = ANY (${textArray(appRoles)}) ORDER BY 1) WHERE system = ${escapeLiteral(system)};
    FOR name IN SELECT rolname FROM pg_roles WHERE rolcanlogin AND rolname = ANY (${textArray(appRoles)}) LOOP
      EXECUTE format('ALTER ROLE %I NOLOGIN', name);
    END LOOP;
    EXECUTE format('ALTER DATABASE %I SET default_transaction_read_only = on', ${escapeLiteral(database)});`)
  for (let tried = 0; tried < patience.tries && await endSessions(session, appRoles) > 0; tried++) await clock.sleep(patience.pause)
}

/** Opens whom a close found open; a role dropped since keeps no other one out. */
export function openDoor(session: Client, { system, primary: { database } }: DatabaseReplicaPlace, number: number): Promise<void> {
  return change(session, system, number, `
    FOR name IN SELECT rolname FROM pg_roles WHERE rolname = ANY (SELECT unnest(roles) FROM qianyun_dr.door WHERE system = ${escapeLiteral(system)}) LOOP
      EXECUTE format('ALTER ROLE %I LOGIN', name);
    END LOOP;
    EXECUTE format('ALTER DATABASE %I RESET default_transaction_read_only', ${escapeLiteral(database)});
    UPDATE qianyun_dr.door SET roles = '{}' WHERE system = ${escapeLiteral(system)};`)
}

/** Whether we closed the door of this server, for this system, and did not open it again. */
export async function doorClosed(session: Client, system: string): Promise<boolean> {
  const { rows: [found] } = await session.query<{ found: boolean }>("SELECT to_regclass('qianyun_dr.door') IS NOT NULL AS found")
  if (!found?.found) return false
  const { rowCount } = await session.query("SELECT FROM qianyun_dr.door WHERE system = $1 AND roles <> '{}'", [system])
  return rowCount === 1
}

/** One transaction, one round trip. The row's lock makes workers wait for one another, and the one with the lower number is refused. */
async function change(session: Client, system: string, number: number, statements: string): Promise<void> {
  try {
    await session.query(`DO $qianyun$ DECLARE name text; BEGIN ${table}
      INSERT INTO qianyun_dr.door AS held VALUES (${escapeLiteral(system)}, ${number}, '{}')
        ON CONFLICT (system) DO UPDATE SET number = excluded.number WHERE held.number <= excluded.number;
      IF NOT FOUND THEN RAISE EXCEPTION 'stale' USING ERRCODE = '${staleWorker}'; END IF;
      ${statements} END $qianyun$`)
  } catch (error) {
    if (error instanceof DatabaseError && error.code === staleWorker) throw new DiagnosticError(problem('DR_STALE_WORKER', { system }, { cause: error }))
    throw error
  }
}

/** Of the roles in every database: a replica is of the whole server. */
async function endSessions(session: Client, roles: readonly string[]): Promise<number> {
  const { rows } = await session.query<{ left: number }>('SELECT count(pg_terminate_backend(pid))::int AS left FROM pg_stat_activity WHERE usename = ANY ($1)', [roles])
  return rows[0]!.left
}

function textArray(values: readonly string[]): string {
  return `ARRAY[${values.map(escapeLiteral).join(', ')}]::text[]`
}
