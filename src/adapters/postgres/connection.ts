import { Socket, type OnReadOpts } from 'node:net'
import pg from 'pg'
import { DiagnosticError } from '../../diagnostics/diagnostic.js'
import type { DatabaseEndpoint } from '../../ports/data-mover.js'
import { connectionProblem, isSilence, statementProblem } from './connection-problems.js'

export type Row = Readonly<Record<string, unknown>>

/** One open connection. Big integers and positions arrive as text, as the server wrote them. */
export interface Session {
  readonly pid: number
  rows<R extends Row>(sql: string, values?: readonly unknown[], name?: string): Promise<readonly R[]>
  /** The only row of a statement that always gives one. */
  one<R extends Row>(sql: string, values?: readonly unknown[], name?: string): Promise<R>
  /** Several statements in one round trip, without parameters; one transaction unless they say otherwise. */
  run(sql: string): Promise<void>
  isOpen(): boolean
  end(): Promise<void>
}

export interface SessionOptions {
  readonly application: string
  /** What messages call the place: `source`, `target`, `primary`, … */
  readonly place: string
  /** Ends a statement of ours that takes longer than this many ms; 0 lets it run. */
  readonly statementTimeout?: number
  /** Gives up after this many ms on a server that does not answer at all, which TCP alone notices after about 15 minutes; 0 waits. */
  readonly answerTimeout?: number
  /** A walsender connection: accepts replication commands beside SQL, simple protocol only. */
  readonly replication?: boolean
}

/**
 * Text of values must be equal on both sides whatever the servers' defaults are (time zone, float digits, …), and statements of ours
 * carry password hashes and connection strings: they are kept out of the server log. Only a superuser may ask for the latter.
 */
const settings = [
  'search_path=pg_catalog', 'TimeZone=UTC', 'DateStyle=ISO', 'IntervalStyle=postgres', 'extra_float_digits=1', 'bytea_output=hex', 'xmlbinary=base64',
  'row_security=off', 'lc_messages=C', 'log_statement=none', 'log_min_duration_statement=-1', 'log_min_error_statement=panic',
  // What a database or role may have set for its application must not reach us: the opening has to be flushed, the snapshots to stay.
  // A wait inside a function sees what is committed meanwhile only under READ COMMITTED.
  'synchronous_commit=on', 'default_transaction_read_only=off', 'default_transaction_isolation=read\\ committed', 'session_replication_role=origin', 'idle_in_transaction_session_timeout=0', 'lock_timeout=0', 'jit=off',
  'tcp_keepalives_idle=30', 'tcp_keepalives_interval=10', 'tcp_keepalives_count=3',
]

export async function connect(endpoint: DatabaseEndpoint, options: SessionOptions): Promise<Session> {
  const socket = new Socket()
  const client = new pg.Client(clientConfig(endpoint, options, socket))
  let open = true
  // A session that ends between two statements must not end this process; the next statement on it fails instead.
  client.on('error', () => { open = false })
  client.on('end', () => { open = false })
  try {
    await client.connect()
    const pid = options.replication ? 0 : await backendPid(client)
    const problemOf = (error: unknown) => (isSilence(error) ? connectionProblem(error, endpoint, options.place) : statementProblem(error))
    return toSession(client, { pid, problemOf, isOpen: () => open, end: () => end(client, socket) })
  } catch (error) {
    await end(client, socket)
    throw connectionProblem(error, endpoint, options.place)
  }
}

/** A session that has logged in and waits, without the driver on it. Who takes it reads and writes the protocol from there on. */
export interface BareSession {
  readonly socket: Socket
  /** What comes is told by pieces of one buffer that is used again: `receive` keeps none of it, and answers false to get no more before `socket.resume()`. */
  listen(receive: (piece: Buffer) => boolean): void
}

/** What is read at once: large enough that a system call costs nothing. */
const READ_BYTES = 131_072

/** For bytes in amounts that no driver should look at and no memory should be asked for. */
export async function connectBare(endpoint: DatabaseEndpoint, options: SessionOptions): Promise<BareSession> {
  let receive = (piece: Buffer): boolean => socket.emit('data', Buffer.from(piece))
  const onread: OnReadOpts = {
    buffer: Buffer.allocUnsafeSlow(READ_BYTES), callback: (size, buffer) => receive(Buffer.from(buffer.buffer, buffer.byteOffset, size)),
  }
  // net.connect hands its options to this constructor, with this one among them; the driver connects by itself.
  const reading = { allowHalfOpen: false, onread }
  const socket = new Socket(reading)
  const client = new pg.Client(clientConfig(endpoint, options, socket))
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.query(`SET client_encoding = 'UTF8'`)
    return { socket, listen: (listener) => { receive = listener } }
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

/** How long a server may take to say goodbye: one that has fallen silent never does, and others wait behind it. */
const GOODBYE_MS = 500

async function end(client: pg.Client, socket: Socket): Promise<void> {
  const late = setTimeout(() => socket.destroy(), GOODBYE_MS)
  await client.end().catch(() => undefined)
  clearTimeout(late)
}

type ClientConfig = pg.ClientConfig & { replication?: string }

function clientConfig({ host, port, database, user, password }: DatabaseEndpoint, options: SessionOptions, socket: Socket): ClientConfig {
  return {
    host, port, database, user, password,
    stream: () => socket,
    ...(options.answerTimeout ? { query_timeout: options.answerTimeout } : {}),
    application_name: options.application,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 30_000,
    options: [...settings, `statement_timeout=${options.statementTimeout ?? 0}`].map((setting) => `-c ${setting}`).join(' '),
    ...(options.replication ? { replication: 'database' } : {}),
  }
}

async function backendPid(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')
  return rows[0]?.pid ?? 0
}

type SessionEnds = Pick<Session, 'pid' | 'isOpen' | 'end'> & { readonly problemOf: (error: unknown) => unknown }

function toSession(client: pg.Client, { pid, problemOf, isOpen, end }: SessionEnds): Session {
  let last: Promise<unknown> = Promise.resolve()
  const query = async <R extends Row>(text: string, values?: readonly unknown[], name?: string): Promise<readonly R[]> => {
    try {
      const result = await client.query<R>({ text, ...(values ? { values: [...values] } : {}), ...(name ? { name } : {}) })
      return result.rows
    } catch (error) {
      throw problemOf(error)
    }
  }
  // Callers need not wait for one another: statements of one session run in the order they were asked for.
  const rows = <R extends Row>(sql: string, values?: readonly unknown[], name?: string): Promise<readonly R[]> => {
    const result = last.then(() => query<R>(sql, values, name))
    last = result.catch(() => undefined)
    return result
  }
  return {
    pid,
    rows,
    async one<R extends Row>(sql: string, values?: readonly unknown[], name?: string) {
      const [first] = await rows<R>(sql, values, name)
      if (!first) throw new Error(`no row: ${sql}`)
      return first
    },
    async run(sql) { await rows(sql) },
    isOpen,
    end,
  }
}

/** The SQLSTATE of an error the server sent, however it was wrapped. */
export function sqlState(error: unknown): string | undefined {
  const inner = error instanceof DiagnosticError ? error.cause : error
  return inner instanceof pg.DatabaseError ? inner.code : undefined
}
