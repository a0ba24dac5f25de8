import { createHash, randomUUID } from 'node:crypto'
import { DiagnosticError, problem } from '../../../diagnostics/diagnostic.js'
import { milliseconds } from '../../../model/duration.js'
import type { Clock } from '../../../ports/clock.js'
import type { DatabaseMove, Side } from '../../../ports/data-mover.js'
import type { Row, Session } from '../connection.js'
import { errorNumber } from '../connection-problems.js'
import { identifier, literal } from '../sql/quote.js'
import { trySpellings } from './host-spelling.js'
import { endpointOf, namesOf, otherSide } from './names.js'
import type { Sides } from './sides.js'
import type { LogPosition } from './state.js'

/** What the receiving server says of one replication connection. */
export interface FeedStatus extends Row {
  readonly Connection_name: string
  readonly Slave_IO_Running: 'Yes' | 'No' | 'Connecting' | 'Preparing'
  readonly Slave_SQL_Running: 'Yes' | 'No'
  readonly Last_IO_Errno: number
  readonly Last_IO_Error: string
  readonly Last_SQL_Errno: number
  readonly Last_SQL_Error: string
  readonly Relay_Master_Log_File: string
  readonly Exec_Master_Log_Pos: number | string
  readonly Seconds_Behind_Master: number | null
}

export async function feedStatus(receiver: Session, name: string): Promise<FeedStatus | undefined> {
  return (await receiver.rows<FeedStatus>('SHOW ALL SLAVES STATUS')).find(({ Connection_name }) => Connection_name === name)
}

/** Where a side's own log stands. */
export async function logPosition(session: Session): Promise<LogPosition> {
  const { File, Position } = await session.one<{ File: string; Position: number | string }>('SHOW MASTER STATUS')
  return { file: File, position: Number(Position) }
}

/**
 * The receiver's half of the feed from `from`, at a position of the sender's log, and the account it logs in with. By file and position, not by GTID:
 * the GTID position of a domain belongs to the whole receiving server, so two moves from one server would skip each other's transactions.
 */
export async function createFeed(sides: Sides, move: DatabaseMove, from: Side, { file, position }: LogPosition): Promise<void> {
  const name = namesOf(move).feedFrom[from]
  const password = randomUUID()
  const account = `${literal(name)}@'%'`
  // As a hash: the statement stands in the sender's log as it was given.
  await sides[from].run(`CREATE OR REPLACE USER ${account} IDENTIFIED BY PASSWORD '${nativeHash(password)}' ACCOUNT LOCK; GRANT REPLICATION SLAVE ON *.* TO ${account}`)
  const { host, port } = endpointOf(move, from)
  await trySpellings(host, (spelling) => sides[otherSide(from)].run(
    `CHANGE MASTER ${literal(name)} TO MASTER_HOST = ${literal(spelling)}, MASTER_PORT = ${port}, MASTER_USER = ${literal(name)},
      MASTER_PASSWORD = ${literal(password)}, MASTER_CONNECT_RETRY = 1,
      MASTER_USE_GTID = no, MASTER_LOG_FILE = ${literal(file)}, MASTER_LOG_POS = ${position}`))
}

/** What mysql_native_password keeps: SHA-1 of the SHA-1. */
function nativeHash(password: string): string {
  const sha1 = (content: string | Buffer) => createHash('sha1').update(content).digest()
  return `*${sha1(sha1(password)).toString('hex').toUpperCase()}`
}

/** Waits this long for a connection to be made, ms. */
const ADMISSION_MS = 5_000

/**
 * Lets a feed run. A server forgets its filters when it restarts and starts its connections all the same, so the feed's account is locked except for
 * the moment in which this has made sure of the filter: a connection that begins by itself is refused.
 */
export async function admitFeed(sides: Sides, move: DatabaseMove, from: Side, clock: Clock): Promise<void> {
  const name = namesOf(move).feedFrom[from]
  const receiver = sides[otherSide(from)]
  const status = await feedStatus(receiver, name)
  if (!status || runs(status)) return
  await receiver.run(`STOP SLAVE ${literal(name)}`)
  await receiver.run(`SET GLOBAL ${identifier(name)}.replicate_do_db = ${literal(`${move.source.database},${namesOf(move).schema}`)}`)
  await sides[from].run(`ALTER USER ${literal(name)}@'%' ACCOUNT UNLOCK`)
  try {
    await receiver.run(`START SLAVE ${literal(name)}`)
    await connected(receiver, name, clock)
  } finally {
    await sides[from].run(`ALTER USER ${literal(name)}@'%' ACCOUNT LOCK`)
  }
}

const runs = ({ Slave_IO_Running, Slave_SQL_Running }: FeedStatus): boolean => Slave_IO_Running === 'Yes' && Slave_SQL_Running === 'Yes'

async function connected(receiver: Session, name: string, clock: Clock): Promise<void> {
  for (const started = clock.now(); clock.now() - started < ADMISSION_MS;) {
    const status = await feedStatus(receiver, name)
    if (!status || status.Slave_IO_Running === 'Yes' || status.Last_IO_Errno !== 0) return
    await clock.sleep(milliseconds(5))
  }
}

/** What stopped a feed, without the values that stand in the server's own message. */
export function requireRunning(move: DatabaseMove, from: Side, status: FeedStatus | undefined): void {
  if (!status) throw new DiagnosticError(problem('MOVE_REPLICATION_GONE', { name: move.name, place: from, other: otherSide(from) }))
  const { Last_SQL_Errno, Last_SQL_Error, Last_IO_Errno, Slave_SQL_Running, Slave_IO_Running } = status
  if (Slave_SQL_Running === 'Yes' && Slave_IO_Running !== 'No') return
  const table = /on table ([^;]+);/.exec(Last_SQL_Error)?.[1] ?? '-'
  throw new DiagnosticError(problem('MOVE_REPLICATION_STOPPED', {
    name: move.name, place: otherSide(from), connection: status.Connection_name, table, number: Last_SQL_Errno || Last_IO_Errno,
  }))
}

export async function feedExists(sides: Sides, move: DatabaseMove, from: Side): Promise<boolean> {
  const status = await feedStatus(sides[otherSide(from)], namesOf(move).feedFrom[from])
  return status !== undefined && status.Slave_SQL_Running === 'Yes' && status.Slave_IO_Running !== 'No'
}

const NO_SUCH_CONNECTION = 1617

/** Both halves of the feed that leaves `from`. The receiver first, or it would ask again with an account that is gone. */
export async function dropFeed(sides: Sides, move: DatabaseMove, from: Side): Promise<void> {
  const name = namesOf(move).feedFrom[from]
  await sides[otherSide(from)].run(`STOP SLAVE ${literal(name)}; SET GLOBAL ${identifier(name)}.replicate_do_db = ''; RESET SLAVE ${literal(name)} ALL`)
    .catch((error: unknown) => {
      if (errorNumber(error) !== NO_SUCH_CONNECTION) throw error
    })
  await sides[from].run(`DROP USER IF EXISTS ${literal(name)}@'%'`)
}
