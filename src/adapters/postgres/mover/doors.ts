import { milliseconds } from '../../../model/duration.js'
import type { Clock } from '../../../ports/clock.js'
import type { Session } from '../connection.js'
import { identifier, textArray } from '../sql/quote.js'

/** Roles that exist on this server, of those named. */
export async function existingRoles(session: Session, roles: readonly string[]): Promise<readonly string[]> {
  const rows = await session.rows<{ rolname: string }>('SELECT rolname FROM pg_roles WHERE rolname = ANY ($1) ORDER BY 1', [roles])
  return rows.map(({ rolname }) => rolname)
}

/** Opens what the move found open when it began, and only while this worker still holds it. A role that was dropped since keeps no other one out. */
export async function openDoors(session: Session, doors: readonly string[], number: number): Promise<void> {
  const existing = await existingRoles(session, doors)
  await session.run([`SELECT qianyun_mig.hold(${number})`, ...existing.map((role) => `ALTER ROLE ${identifier(role)} LOGIN`)].join('; '))
}

/** Closes the door of a side that does not serve, and ends the roles' sessions in this database, up to 5 s. With a number only while it holds the move. */
export async function closeDoors(session: Session, roles: readonly string[], clock: Clock, number?: number): Promise<void> {
  const existing = await existingRoles(session, roles)
  if (existing.length === 0) return
  const held = number === undefined ? [] : [`SELECT qianyun_mig.hold(${number})`]
  await session.run([...held, ...existing.map((role) => `ALTER ROLE ${identifier(role)} NOLOGIN`)].join('; '))
  for (let attempt = 0; attempt < 500 && await endRoleSessions(session, existing) > 0; attempt += 1) await clock.sleep(milliseconds(10))
}

async function endRoleSessions(session: Session, roles: readonly string[]): Promise<number> {
  const { left } = await session.one<{ left: number }>(
    `SELECT count(pg_terminate_backend(pid))::int AS left FROM pg_stat_activity WHERE datname = current_database() AND usename = ANY (${textArray(roles)})`)
  return left
}
