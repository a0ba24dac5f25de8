import { DiagnosticError, problem } from '../../../diagnostics/diagnostic.js'
import type { Duration } from '../../../model/duration.js'
import type { Session } from '../connection.js'
import { errorNumber } from '../connection-problems.js'
import { identifier } from '../sql/quote.js'
import type { Prepared } from './begin-switch.js'
import { namesOfKind, readIncrements, takeSequences, type CounterStates } from './counters.js'
import { lockStatement, sessionsOf } from './doors.js'
import { stopEvents } from './events.js'
import { kill } from './leftovers.js'
import { namesOf } from './names.js'
import { holdStatement } from './state.js'
import type { Warm } from './warm.js'

/** How long the room may take to be empty, s: a transaction that is told to end rolls back first. */
const CLEAR_ROOM_S = 5

const LOCK_WAIT_TIMEOUT = 1205

export interface Fenced {
  /** GTID of the token's transaction. */
  readonly position: string
  readonly counters: CounterStates
}

const tokenOf = ({ id }: Prepared): string => id

/**
 * Close the door, clear the room, write the token behind the last write. Locked accounts keep new sessions out and the old ones are ended; the tables
 * are locked for reading beside it, which waits for every transaction that has written, whoever it belongs to, and keeps everybody from writing.
 */
export async function fenceServing(prepared: Prepared, { serving }: Warm): Promise<Fenced> {
  const { move, accounts, number, from } = prepared
  const { control, lock } = serving
  const { database } = move.source
  await control.run(`${holdStatement(move, number)}; ${lockStatement(accounts, 'LOCK')}`)
  await Promise.all([endAccounts(control, accounts), lockTables(lock, database)])
  await stopEvents(control, database)
  const sequences = await takeSequences(control, database)
  const { position } = await control.one<{ position: string }>(
    `CALL ${identifier(namesOf(move).schema)}.put_token(?, ?, ?)`, [from, tokenOf(prepared), number])
  return { position, counters: { sequences, increments: await readIncrements(control, database) } }
}

async function endAccounts(session: Session, accounts: readonly string[]): Promise<void> {
  await kill(session, await sessionsOf(session, accounts))
}

async function lockTables(session: Session, database: string): Promise<void> {
  const tables = await namesOfKind(session, database, 'BASE TABLE')
  if (tables.length === 0) return
  const names = tables.map((name) => `${identifier(database)}.${identifier(name)} READ`)
  try {
    await session.run(`SET lock_wait_timeout = ${CLEAR_ROOM_S}; LOCK TABLES ${names.join(', ')}`)
  } catch (error) {
    if (errorNumber(error) !== LOCK_WAIT_TIMEOUT) throw error
    throw new DiagnosticError(problem('MOVE_ROOM_NOT_CLEAR', { database, seconds: CLEAR_ROOM_S }, { cause: error }))
  }
}

/** Everything committed on the serving side is here when this returns. */
export async function awaitToken(prepared: Prepared, { receiving }: Warm, position: string, deadline: Duration): Promise<void> {
  const { move, from } = prepared
  const { arrived } = await receiving.control.one<{ arrived: number }>(
    `CALL ${identifier(namesOf(move).schema)}.await_token(?, ?, ?, ?)`, [from, tokenOf(prepared), position, Number(deadline)])
  if (arrived !== 1) throw new DiagnosticError(problem('MOVE_DRAIN_TIMEOUT', { name: move.name, milliseconds: Number(deadline) }))
}

/** Who had passed the login before the door closed shows up only now; behind the table lock it has written nothing. */
export async function clearRoomAgain({ accounts }: Prepared, { serving }: Warm): Promise<void> {
  await endAccounts(serving.control, accounts)
}

/** One snapshot a session, all of the same content because nobody can write on either side. Named by the place in the log they show. */
export async function takeSnapshots(sessions: readonly Session[]): Promise<string> {
  const [name] = await Promise.all(sessions.map(async (session) => {
    await session.run('START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY')
    const rows = await session.rows<{ Value: string }>(`SHOW STATUS LIKE 'binlog_snapshot_%'`)
    return rows.map(({ Value }) => Value).join(':')
  }))
  return name ?? ''
}
