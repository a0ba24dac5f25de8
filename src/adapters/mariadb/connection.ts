import { Socket } from 'node:net'
import mysql from 'mysql2/promise'
import { DiagnosticError, problem } from '../../diagnostics/diagnostic.js'
import type { DatabaseEndpoint } from '../../ports/data-mover.js'
import { connectionProblem, isSilence, statementProblem } from './connection-problems.js'
import { isSupported } from './server-version.js'

export type Row = Readonly<Record<string, unknown>>

/** One open connection. Numbers beyond 2^53, decimals, dates and positions arrive as text, as the server wrote them. */
export interface Session {
  /** What the server calls this connection: `KILL id`. */
  readonly id: number
  rows<R extends Row>(sql: string, values?: readonly unknown[]): Promise<readonly R[]>
  /** The only row of a statement that always gives one. */
  one<R extends Row>(sql: string, values?: readonly unknown[]): Promise<R>
  /** Statements without parameters, several in one round trip; each commits by itself unless they say otherwise. */
  run(sql: string): Promise<void>
  isOpen(): boolean
  end(): Promise<void>
}

export interface SessionOptions {
  /** Shown in `performance_schema.session_connect_attrs` as `program_name`. */
  readonly application: string
  /** What messages call the place: `source`, `target`, `primary`, … */
  readonly place: string
  /** Default database. Statements that are logged carry it and filters of a feed look at it, so `null` (none) keeps ours out of every feed. */
  readonly database?: string | null
  /** Gives up after this many ms on a server that does not answer at all, which TCP alone notices after about 15 minutes; 0 waits. */
  readonly answerTimeout?: number
}

/**
 * Text of values must be equal on both sides whatever the servers' defaults are, and nothing a server sets for its applications may reach us.
 * Statements of ours carry password hashes: `sql_log_off` keeps them out of the general log.
 */
const settings = [
  `time_zone = '+00:00'`, `sql_mode = 'NO_ENGINE_SUBSTITUTION'`, 'sql_log_off = 1', 'slow_query_log = 0', 'autocommit = 1', 'tx_read_only = 0',
  `tx_isolation = 'REPEATABLE-READ'`, 'max_statement_time = 0', 'wait_timeout = 86400', 'net_write_timeout = 600',
  'net_read_timeout = 600', 'lock_wait_timeout = 30',
]

export async function connect(endpoint: DatabaseEndpoint, options: SessionOptions): Promise<Session> {
  const socket = new Socket()
  socket.setNoDelay(true)
  socket.connect(endpoint.port, endpoint.host)
  try {
    const connection = await mysql.createConnection(connectionOptions(endpoint, options, socket))
    return await settled(connection, socket, endpoint, options)
  } catch (error) {
    socket.destroy()
    throw connectionProblem(error, endpoint, options.place)
  }
}

/** A session for the length of `work`. */
export async function withSession<T>(endpoint: DatabaseEndpoint, options: SessionOptions, work: (session: Session) => Promise<T>): Promise<T> {
  const session = await connect(endpoint, options)
  try {
    return await work(session)
  } finally {
    await session.end()
  }
}

function connectionOptions({ user, password, database }: DatabaseEndpoint, options: SessionOptions, socket: Socket): mysql.ConnectionOptions {
  const chosen = options.database === undefined ? database : options.database
  return {
    stream: socket, user, password, ...(chosen === null ? {} : { database: chosen }),
    connectTimeout: 5_000, charset: 'utf8mb4_bin', multipleStatements: true, dateStrings: true, supportBigNumbers: true, decimalNumbers: false,
    // A server can answer `LOAD DATA LOCAL` to any statement and read files of this machine.
    flags: ['-LOCAL_FILES'], infileStreamFactory: () => { throw new Error('LOCAL INFILE is refused') },
    connectAttributes: { program_name: options.application },
  }
}

async function settled(connection: mysql.Connection, socket: Socket, endpoint: DatabaseEndpoint, options: SessionOptions): Promise<Session> {
  let open = true
  // A session that ends between two statements must not end this process; the next statement on it fails instead.
  connection.on('error', () => { open = false })
  socket.on('close', () => { open = false })
  socket.setKeepAlive(true, 30_000)
  await connection.query(`SET SESSION ${settings.join(', ')}`).catch((error: unknown) => refuse(error, connection, endpoint, options))
  const timeout = options.answerTimeout ? { timeout: options.answerTimeout } : {}
  const query = async (sql: string, values: readonly unknown[] = []): Promise<unknown> => {
    try {
      const [result] = await connection.query({ sql, values: [...values], ...timeout })
      return result
    } catch (error) {
      throw isSilence(error) ? connectionProblem(error, endpoint, options.place) : statementProblem(error)
    }
  }
  return toSession(query, { id: connection.threadId ?? 0, isOpen: () => open, end: () => end(connection, socket) })
}

/** A server that does not know our settings is most likely no MariaDB: said as such instead of in its own words. */
async function refuse(error: unknown, connection: mysql.Connection, { host, port }: DatabaseEndpoint, { place }: SessionOptions): Promise<never> {
  const [[row]] = await connection.query<mysql.RowDataPacket[]>('SELECT version() AS version')
  const version = String(row?.['version'])
  if (isSupported(version)) throw error
  throw new DiagnosticError(problem('MOVE_SERVER_UNSUPPORTED', { place, host, port, version }, { cause: error }))
}

function toSession(query: (sql: string, values?: readonly unknown[]) => Promise<unknown>, rest: Pick<Session, 'id' | 'isOpen' | 'end'>): Session {
  const rows = async <R extends Row>(sql: string, values?: readonly unknown[]): Promise<readonly R[]> => resultRows<R>(await query(sql, values))
  return {
    ...rest,
    rows,
    async one<R extends Row>(sql: string, values?: readonly unknown[]) {
      const [first] = await rows<R>(sql, values)
      if (!first) throw new Error(`no row: ${sql}`)
      return first
    },
    async run(sql) { await query(sql) },
  }
}

/** A procedure that selects gives its rows and a closing status; of several statements the first that gave rows counts. */
function resultRows<R extends Row>(result: unknown): readonly R[] {
  if (!Array.isArray(result)) return []
  const inner: unknown = result.find((one) => Array.isArray(one))
  return (inner ?? result.filter((one) => !isStatus(one))) as readonly R[]
}

function isStatus(value: unknown): boolean {
  return typeof value === 'object' && value !== null && value.constructor.name === 'ResultSetHeader'
}

/** How long a server may take to say goodbye: one that has fallen silent never does, and others wait behind it. */
const GOODBYE_MS = 500

async function end(connection: mysql.Connection, socket: Socket): Promise<void> {
  const late = setTimeout(() => socket.destroy(), GOODBYE_MS)
  await connection.end().catch(() => undefined)
  clearTimeout(late)
  socket.destroy()
}
