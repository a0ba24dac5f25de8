import type { Session } from '../connection.js'
import { identifier } from '../sql/quote.js'

/**
 * Removes what a copy that was cut off has left; the database itself stays, with its character set and what is granted on it. `first` goes with the
 * removal in one round trip: a worker that stood still and was overtaken must not empty what serves by now.
 */
export async function emptyDatabase(session: Session, database: string, first: string): Promise<void> {
  const drops = await session.rows<{ kind: string; name: string }>(
    `SELECT CASE table_type WHEN 'VIEW' THEN 'VIEW' WHEN 'SEQUENCE' THEN 'SEQUENCE' ELSE 'TABLE' END AS kind, table_name AS name
       FROM information_schema.tables WHERE table_schema = ?
     UNION ALL SELECT routine_type, routine_name FROM information_schema.routines WHERE routine_schema = ?
     UNION ALL SELECT 'EVENT', event_name FROM information_schema.events WHERE event_schema = ?`, [database, database, database])
  const statements = drops.map(({ kind, name }) => `DROP ${kind} IF EXISTS ${identifier(database)}.${identifier(name)}`)
  await session.run([first, 'SET foreign_key_checks = 0', ...statements, 'SET foreign_key_checks = 1'].join('; '))
}

/** Tables, views, routines and events that are in a database already; the first 20. */
export async function contentOf(session: Session, database: string): Promise<readonly string[]> {
  const rows = await session.rows<{ object: string }>(
    `SELECT table_name AS object FROM information_schema.tables WHERE table_schema = ?
     UNION ALL SELECT routine_name FROM information_schema.routines WHERE routine_schema = ?
     UNION ALL SELECT event_name FROM information_schema.events WHERE event_schema = ? ORDER BY 1 LIMIT 20`, [database, database, database])
  return rows.map(({ object }) => object)
}
