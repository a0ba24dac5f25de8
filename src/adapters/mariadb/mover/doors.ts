import { milliseconds } from '../../../model/duration.js'
import type { Clock } from '../../../ports/clock.js'
import type { Session } from '../connection.js'
import { account, accountParts, literal, literals } from '../sql/quote.js'
import { ourDatabases, systemDatabases } from '../sql/catalog.js'
import { stopEvents } from './events.js'
import { kill } from './leftovers.js'

const lockedSql = `SELECT user, host, coalesce(json_value(priv, '$.account_locked'), '0') = '1' AS locked FROM mysql.global_priv`

interface AccountRow extends Readonly<Record<string, unknown>> {
  readonly user: string
  readonly host: string
  readonly locked: number
}

/** Accounts that exist on this server, of those named, as `user@host`. */
export async function existingAccounts(session: Session, names: readonly string[]): Promise<readonly string[]> {
  return (await accountsOf(session, names)).map(({ user, host }) => `${user}@${host}`)
}

/** Which of them can log in at the moment. */
export async function openAccounts(session: Session, names: readonly string[]): Promise<readonly string[]> {
  return (await accountsOf(session, names)).filter(({ locked }) => locked === 0).map(({ user, host }) => `${user}@${host}`)
}

async function accountsOf(session: Session, names: readonly string[]): Promise<readonly AccountRow[]> {
  if (names.length === 0) return []
  const wanted = names.map(accountParts).map(({ user, host }) => `(${literal(user)}, ${literal(host)})`).join(', ')
  return await session.rows<AccountRow>(`${lockedSql} WHERE (user, host) IN (${wanted}) ORDER BY user, host`)
}

export function lockStatement(accounts: readonly string[], lock: 'LOCK' | 'UNLOCK'): string {
  return accounts.length === 0 ? 'DO 0' : `ALTER USER ${accounts.map(account).join(', ')} ACCOUNT ${lock}`
}

/** Sessions of the accounts' users, whatever they do. Sessions carry the user's name without the account's host. */
export async function sessionsOf(session: Session, accounts: readonly string[]): Promise<readonly number[]> {
  if (accounts.length === 0) return []
  const users = literals(accounts.map((name) => accountParts(name).user))
  const rows = await session.rows<{ id: number }>(`SELECT id FROM information_schema.processlist WHERE user IN (${users}) AND command <> 'Killed'`)
  return rows.map(({ id }) => Number(id)).filter((id) => id !== session.id)
}

/** Whoever waits behind our lock wants to write on a side that is closed: ended before the lock goes. */
async function waitingIn(session: Session, database: string): Promise<readonly number[]> {
  const rows = await session.rows<{ id: number }>(
    `SELECT id FROM information_schema.processlist
     WHERE db = ? AND state LIKE 'Waiting for table%' AND user <> 'system user' AND id <> connection_id()`, [database])
  return rows.map(({ id }) => Number(id))
}

/**
 * Closes the door of a side that does not serve: accounts locked, their sessions ended (up to 5 s), events asleep. `first` goes with the lock in one
 * round trip: a worker that stood still and was overtaken must not close what serves by now.
 */
export async function closeDoors(session: Session, database: string, names: readonly string[], clock: Clock, first = 'DO 0'): Promise<void> {
  const existing = await existingAccounts(session, names)
  await session.run(`${first}; ${lockStatement(existing, 'LOCK')}`)
  for (let attempt = 0; attempt < 500; attempt += 1) {
    const ids = await sessionsOf(session, existing)
    if (ids.length === 0) break
    await kill(session, ids)
    await clock.sleep(milliseconds(10))
  }
  await stopEvents(session, database)
  await kill(session, await waitingIn(session, database))
}

/** read_only belongs to the whole server: only where no other database is served it may be the belt beside the locked accounts. */
export async function servesOthers(session: Session, database: string): Promise<boolean> {
  const others = await session.rows(
    `SELECT 1 FROM information_schema.schemata WHERE schema_name NOT IN (${systemDatabases}) AND NOT ${ourDatabases} AND schema_name <> ?`, [database])
  return others.length > 0
}
