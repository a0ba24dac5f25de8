import { DiagnosticError, problem } from '../../../diagnostics/diagnostic.js'
import { milliseconds } from '../../../model/duration.js'
import type { Clock } from '../../../ports/clock.js'
import type { DatabaseReplicaPlace } from '../../../ports/replica.js'
import type { Row, Session } from '../connection.js'
import { errorNumber } from '../connection-problems.js'
import { tableExists } from '../replica/heartbeat.js'
import { account, accountParts, identifier, literal, literals } from '../sql/quote.js'

const patience = { tries: 500, pause: milliseconds(10) }
/** ER_NO_SUCH_THREAD: the session ended by itself. */
const noSuchThread = 1094

interface DoorRow extends Row {
  readonly number: number | string
  /** Accounts that we locked, and whether events ran: JSON, read by whoever is promoted. */
  readonly closed: string
}

interface Closed {
  readonly accounts: readonly string[]
  readonly events: boolean
}

/** What is locked is written down before it is locked: nothing of this can be one transaction. Accounts and note reach the replica by the same log. */
export async function closeDoor(session: Session, place: DatabaseReplicaPlace, number: number, clock: Clock): Promise<void> {
  const before = await hold(session, place.system, number)
  const open = await openAccounts(session, place.appRoles)
  const { events } = await session.one<{ events: number }>(`SELECT @@event_scheduler = 'ON' AS events`)
  const closed = { accounts: [...new Set([...before.accounts, ...open])].sort(), events: before.events || Number(events) === 1 }
  await note(session, place.system, closed)
  if (open.length > 0) await session.run(`ALTER USER ${open.map(account).join(', ')} ACCOUNT LOCK`)
  await session.run('SET GLOBAL event_scheduler = OFF; SET GLOBAL read_only = 1')
  for (let tried = 0; tried < patience.tries && await endSessions(session, closed.accounts) > 0; tried++) await clock.sleep(patience.pause)
}

/** Opens whom a close found open; an account dropped since keeps no other one out. Events that came by the feed were asleep. */
export async function openDoor(session: Session, { system, primary: { database } }: DatabaseReplicaPlace, number: number, events: boolean): Promise<void> {
  // The number first: a worker that was overtaken must not take the belt off either.
  const closed = await hold(session, system, number)
  await session.run('SET GLOBAL read_only = 0')
  const existing = await lockedAccounts(session, closed.accounts)
  if (existing.length > 0) await session.run(`ALTER USER ${existing.map(account).join(', ')} ACCOUNT UNLOCK`)
  await note(session, system, { accounts: [], events: false })
  if (closed.events || events) await startEvents(session, database)
}

/** Whether we closed the door of this server, for this system, and did not open it again. */
export async function doorClosed(session: Session, system: string): Promise<boolean> {
  if (!(await tableExists(session, 'door'))) return false
  const [row] = await session.rows<DoorRow>('SELECT number, closed FROM qianyun_dr.door WHERE `system` = ?', [system])
  return row !== undefined && asClosed(row).accounts.length > 0
}

/** The higher number stays; whoever comes with a lower one is refused. */
async function hold(session: Session, system: string, number: number): Promise<Closed> {
  if (!(await tableExists(session, 'door'))) {
    await session.run(`CREATE DATABASE IF NOT EXISTS qianyun_dr; CREATE TABLE IF NOT EXISTS qianyun_dr.door
      (\`system\` varchar(190) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PRIMARY KEY, number bigint NOT NULL, closed text NOT NULL) ENGINE = InnoDB`)
  }
  await session.rows('INSERT INTO qianyun_dr.door VALUES (?, ?, ?) ON DUPLICATE KEY UPDATE number = greatest(number, VALUES(number))', [system, number, JSON.stringify({ accounts: [], events: false })])
  const row = await session.one<DoorRow>('SELECT number, closed FROM qianyun_dr.door WHERE `system` = ?', [system])
  if (Number(row.number) > number) throw new DiagnosticError(problem('DR_STALE_WORKER', { system }))
  return asClosed(row)
}

async function note(session: Session, system: string, closed: Closed): Promise<void> {
  await session.rows('UPDATE qianyun_dr.door SET closed = ? WHERE `system` = ?', [JSON.stringify(closed), system])
}

function asClosed({ closed }: DoorRow): Closed {
  return JSON.parse(closed) as Closed
}

function openAccounts(session: Session, names: readonly string[]): Promise<readonly string[]> {
  return accountsWith(session, names, '0')
}

function lockedAccounts(session: Session, names: readonly string[]): Promise<readonly string[]> {
  return accountsWith(session, names, '1')
}

async function accountsWith(session: Session, names: readonly string[], locked: '0' | '1'): Promise<readonly string[]> {
  if (names.length === 0) return []
  const wanted = names.map(accountParts).map(({ user, host }) => `(${literal(user)}, ${literal(host)})`).join(', ')
  const rows = await session.rows<{ user: string; host: string }>(
    `SELECT user, host FROM mysql.global_priv WHERE (user, host) IN (${wanted}) AND coalesce(json_value(priv, '$.account_locked'), '0') = '${locked}' ORDER BY 1, 2`)
  return rows.map(({ user, host }) => `${user}@${host}`)
}

/** Sessions carry the user's name without the account's host. */
async function endSessions(session: Session, accounts: readonly string[]): Promise<number> {
  if (accounts.length === 0) return 0
  const rows = await session.rows<{ id: number }>(
    `SELECT id FROM information_schema.processlist WHERE user IN (${literals(accounts.map((name) => accountParts(name).user))}) AND id <> connection_id()`)
  for (const { id } of rows) {
    await session.run(`KILL ${Number(id)}`).catch((error: unknown) => {
      if (errorNumber(error) !== noSuchThread) throw error
    })
  }
  return rows.length
}

async function startEvents(session: Session, database: string): Promise<void> {
  const rows = await session.rows<{ name: string }>(`SELECT event_name AS name FROM information_schema.events WHERE event_schema = ? AND status = 'SLAVESIDE_DISABLED'`, [database])
  for (const { name } of rows) await session.run(`ALTER EVENT ${identifier(database)}.${identifier(name)} ENABLE`)
  await session.run('SET GLOBAL event_scheduler = ON')
}
