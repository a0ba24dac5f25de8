import { Client } from 'pg'
import { DiagnosticError, problem } from '../../../diagnostics/diagnostic.js'
import type { Duration } from '../../../model/duration.js'
import { seconds } from '../../../model/duration.js'
import type { DatabaseEndpoint } from '../../../ports/data-mover.js'
import type { DatabaseReplicaPlace } from '../../../ports/replica.js'

/** How long a server may take to accept a session, and to answer one of the small queries of this adapter. */
export interface Patience {
  readonly connect: Duration
  readonly query: Duration
}

const usual: Patience = { connect: seconds(10), query: seconds(60) }

/** Runs `use` with one session, closed after it. Rejects with REPLICA_UNREACHABLE when there is no session. */
export async function withSession<T>(system: string, endpoint: DatabaseEndpoint, use: (session: Client) => Promise<T>, patience = usual): Promise<T> {
  const session = await open(system, endpoint, patience)
  try {
    return await use(session)
  } finally {
    await session.end().catch(() => {})
  }
}

/**
 * The server's maintenance database. Heartbeats live there, not in the application's own: a publication FOR ALL TABLES
 * would send them to a subscriber that has no such table and stop its feed, and comparisons of both sides would find one table more.
 */
export function maintenanceOf(endpoint: DatabaseEndpoint): DatabaseEndpoint {
  return { ...endpoint, database: 'postgres' }
}

/** The replica as a database: same names and passwords as the primary's. */
export function endpointOf({ primary, host, port }: DatabaseReplicaPlace): DatabaseEndpoint {
  return { ...primary, host, port }
}

/** True when there was no session at all. */
export function isUnreachable(error: unknown): boolean {
  return error instanceof DiagnosticError && error.diagnostics[0]?.code === 'REPLICA_UNREACHABLE'
}

/** A closed database is read-only by default; heartbeats and the opening are not the application's. Statements of ours must not wait for a lost replica. */
const settings = '-c default_transaction_read_only=off -c synchronous_commit=local'

async function open(system: string, endpoint: DatabaseEndpoint, patience: Patience): Promise<Client> {
  const session = new Client({
    ...endpoint, application_name: 'qianyun', keepAlive: true, options: settings, connectionTimeoutMillis: patience.connect, query_timeout: patience.query,
  })
  // A session that the server ends while idle fails at its next query; without a listener it would end the process.
  session.on('error', () => {})
  try {
    await session.connect()
    return session
  } catch (cause) {
    const { host, port } = endpoint
    throw new DiagnosticError(problem('REPLICA_UNREACHABLE', { system, host, port, reason: cause instanceof Error ? cause.message : String(cause) }, { cause }))
  }
}
