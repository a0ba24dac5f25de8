import type { DatabaseMove, PreflightFinding } from '../../../ports/data-mover.js'
import type { Session } from '../connection.js'
import { accountParts, literals } from '../sql/quote.js'
import { systemDatabases } from '../sql/catalog.js'
import { definers } from './accounts.js'
import { existingAccounts } from './doors.js'
import { finding } from './preflight.js'
import type { Sides } from './sides.js'

type Finding = PreflightFinding | undefined

/** With any of these a locked account is no door: it writes on a read-only server, or unlocks itself. */
const beyondFence = ['SUPER', 'READ_ONLY ADMIN', 'CREATE USER', 'CONNECTION ADMIN', 'BINLOG ADMIN']

export async function checkAccounts(move: DatabaseMove, { source, target }: Sides): Promise<readonly Finding[]> {
  const known = await existingAccounts(source, move.appRoles)
  const unknown = move.appRoles.filter((name) => !known.includes(name.includes('@') ? name : `${name}@%`))
  return [
    finding('M8', 'block', unknown, { side: 'source', what: 'missing' }),
    finding('M8', 'block', await foreignPlugins(source, target, known), { side: 'target', what: 'plugin' }),
    finding('M8', 'block', await inOtherDatabases(source, move, known), { side: 'source', what: 'other_database' }),
    finding('M8', 'block', await namesakes(source, known), { side: 'source', what: 'namesake' }),
    finding('M8', 'block', await namesakes(target, known), { side: 'target', what: 'namesake' }),
    finding('M10', 'block', await tooMighty(source, known), { side: 'source' }),
    finding('M6', 'warn', await orphans(source, move.source.database), { side: 'source', what: 'missing' }),
  ]
}

/** Accounts of the same users for other hosts that nobody named: the server takes the narrowest that fits, so they are a second door beside the locked one. */
async function namesakes(session: Session, accounts: readonly string[]): Promise<readonly string[]> {
  if (accounts.length === 0) return []
  const rows = await session.rows<{ name: string }>(
    `SELECT concat(user, '@', host) AS name FROM mysql.global_priv
     WHERE user IN (${literals(accounts.map((name) => accountParts(name).user))}) AND coalesce(json_value(priv, '$.account_locked'), '0') <> '1' ORDER BY 1`)
  return rows.map(({ name }) => name).filter((name) => !accounts.includes(name))
}

/** Ways of logging in that the target does not have. */
async function foreignPlugins(source: Session, target: Session, accounts: readonly string[]): Promise<readonly string[]> {
  const rows = await source.rows<{ name: string; plugin: string }>(
    `SELECT concat(user, '@', host) AS name, coalesce(nullif(json_value(priv, '$.plugin'), ''), 'mysql_native_password') AS plugin FROM mysql.global_priv`)
  const installed = await target.rows<{ name: string }>(
    `SELECT plugin_name AS name FROM information_schema.plugins WHERE plugin_type = 'AUTHENTICATION' AND plugin_status = 'ACTIVE'`)
  const there = new Set(installed.map(({ name }) => name))
  return rows.filter(({ name, plugin }) => accounts.includes(name) && !there.has(plugin)).map(({ name, plugin }) => `${name} ${plugin}`)
}

/** An account belongs to its whole server: one that also serves another database there must not be locked by this move. */
async function inOtherDatabases(session: Session, move: DatabaseMove, accounts: readonly string[]): Promise<readonly string[]> {
  if (accounts.length === 0) return []
  const rows = await session.rows<{ object: string }>(
    `SELECT DISTINCT concat(user, ' uses database ', db) AS object FROM information_schema.processlist
     WHERE user IN (${literals(accounts.map((name) => accountParts(name).user))}) AND db <> ? AND db NOT IN (${systemDatabases})`, [move.source.database])
  return rows.map(({ object }) => object)
}

async function tooMighty(session: Session, accounts: readonly string[]): Promise<readonly string[]> {
  const rows = await session.rows<{ grantee: string; privilege: string }>(
    `SELECT grantee, group_concat(privilege_type ORDER BY privilege_type SEPARATOR ', ') AS privilege FROM information_schema.user_privileges
     WHERE privilege_type IN (${literals(beyondFence)}) GROUP BY grantee`)
  const of = new Map(rows.map(({ grantee, privilege }) => [grantee, privilege]))
  return accounts.flatMap((name) => {
    const { user, host } = accountParts(name)
    const privilege = of.get(`'${user}'@'${host}'`)
    return privilege === undefined ? [] : [`${name} ${privilege}`]
  })
}

/** Definers that the source itself does not have: what runs in their name fails there too. Those it has are brought along. */
async function orphans(source: Session, database: string): Promise<readonly string[]> {
  const names = await definers(source, database)
  const known = await existingAccounts(source, names)
  return names.filter((name) => !known.includes(name))
}
