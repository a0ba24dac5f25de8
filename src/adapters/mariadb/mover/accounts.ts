import type { DatabaseMove } from '../../../ports/data-mover.js'
import type { Session } from '../connection.js'
import { account, identifier, literal } from '../sql/quote.js'
import { existingAccounts } from './doors.js'
import type { Sides } from './sides.js'

const definersSql = `
SELECT definer AS name FROM information_schema.views WHERE table_schema = ?
UNION SELECT definer FROM information_schema.triggers WHERE trigger_schema = ?
UNION SELECT definer FROM information_schema.routines WHERE routine_schema = ?
UNION SELECT definer FROM information_schema.events WHERE event_schema = ? ORDER BY 1`

/** Accounts in whose name views, triggers, routines and events of the database run. */
export async function definers(session: Session, database: string): Promise<readonly string[]> {
  const rows = await session.rows<{ name: string }>(definersSql, [database, database, database, database])
  return rows.map(({ name }) => name)
}

/** The application's accounts and the definers that the source has. */
async function neededAccounts(move: DatabaseMove, source: Session): Promise<readonly string[]> {
  const { me } = await source.one<{ me: string }>('SELECT current_user() AS me')
  const names = [...move.appRoles, ...await definers(source, move.source.database)]
  return (await existingAccounts(source, names)).filter((name) => name !== me)
}

/**
 * Accounts of the source on the target, with their password hashes. Those of the application are locked there until the switch opens them: one row
 * written too early stops the feed. A definer that exists there is left as it is.
 */
export async function copyAccounts(move: DatabaseMove, { source, target }: Sides): Promise<readonly string[]> {
  const needed = await neededAccounts(move, source)
  const known = new Set(await existingAccounts(target, needed))
  const ours = new Set(await existingAccounts(source, move.appRoles))
  const changed = needed.filter((name) => ours.has(name) || !known.has(name))
  for (const name of changed) await target.run(await accountStatement(source, name, known.has(name), ours.has(name)))
  return changed
}

async function accountStatement(source: Session, name: string, exists: boolean, locked: boolean): Promise<string> {
  const [row] = await source.rows<Record<string, string>>(`SHOW CREATE USER ${account(name)}`)
  const created = Object.values(row ?? {})[0] ?? ''
  const statement = exists ? created.replace(/^CREATE USER/, 'ALTER USER') : created
  if (!locked || / ACCOUNT LOCK\b/.test(statement)) return statement
  return statement.replace(/( PASSWORD EXPIRE.*)?$/s, ' ACCOUNT LOCK$1')
}

/** What the accounts may do: everywhere, in this database, and through roles. Grants on other databases stay where those are. */
export async function copyGrants(move: DatabaseMove, { source, target }: Sides): Promise<void> {
  for (const name of await neededAccounts(move, source)) {
    for (const grant of await grantsOf(source, account(name), move.source.database)) await carry(move, { source, target }, grant)
  }
}

async function carry(move: DatabaseMove, { source, target }: Sides, grant: string): Promise<void> {
  const role = /^GRANT `((?:[^`]|``)+)` TO /.exec(grant)?.[1]?.replace(/``/g, '`')
  if (role !== undefined) {
    await target.run(`CREATE ROLE IF NOT EXISTS ${identifier(role)}`)
    for (const inner of await grantsOf(source, identifier(role), move.source.database)) await target.run(inner)
  }
  await target.run(grant)
}

/** As the server prints them, without the hash that stands behind the first. */
export async function grantsOf(session: Session, grantee: string, database: string): Promise<readonly string[]> {
  const rows = await session.rows<Record<string, string>>(`SHOW GRANTS FOR ${grantee}`)
  return rows.map((row) => (Object.values(row)[0] ?? '').replace(/ IDENTIFIED (?:BY PASSWORD|VIA) .*?(?= REQUIRE | WITH |$)/s, ''))
    .filter((grant) => concerns(grant, database))
}

function concerns(grant: string, database: string): boolean {
  const place = /^GRANT .+? ON (?:TABLE |PROCEDURE |FUNCTION |PACKAGE |PACKAGE BODY )?(\*|`(?:[^`]|``)*`)\./s.exec(grant)?.[1]
  if (place === undefined) return !/^GRANT PROXY/.test(grant)
  if (place === '*') return true
  const pattern = place.slice(1, -1).replace(/``/g, '`')
  return pattern === database || likePattern(pattern).test(database)
}

/** Database names in grants are LIKE patterns with `\_` for a plain underscore. */
function likePattern(pattern: string): RegExp {
  const parts = pattern.match(/\\.|[%_]|[^\\%_]+/gs) ?? []
  const plain = (part: string) => part.replace(/^\\(?=.)/s, '').replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  const source = parts.map((part) => (part === '%' ? '.*' : part === '_' ? '.' : plain(part)))
  return new RegExp(`^${source.join('')}$`, 's')
}

/** The database's own character set and collation: what a table without one is made with. */
export async function copyDatabaseDefaults({ source, target }: Sides, database: string): Promise<void> {
  const { charset, collation } = await source.one<{ charset: string; collation: string }>(
    `SELECT default_character_set_name AS charset, default_collation_name AS collation
     FROM information_schema.schemata WHERE schema_name = ${literal(database)}`)
  await target.run(`ALTER DATABASE ${identifier(database)} CHARACTER SET ${charset} COLLATE ${collation}`)
}
