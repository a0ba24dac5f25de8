import { DiagnosticError } from '../../../diagnostics/diagnostic.js'
import type { DatabaseEndpoint } from '../../../ports/data-mover.js'
import type { DatabaseReplicaPlace } from '../../../ports/replica.js'
import { withSession, type Session } from '../connection.js'

/** How long a server may take to answer one of the small statements of this adapter, in ms. */
const answer = 60_000

/** A session without a default database for the length of `work`. Rejects with MOVE_UNREACHABLE or MOVE_LOGIN_REFUSED when there is none. */
export function onServer<T>(endpoint: DatabaseEndpoint, place: 'primary' | 'replica' | 'clone', work: (session: Session) => Promise<T>): Promise<T> {
  return withSession(endpoint, { application: 'qianyun:dr', place, database: null, answerTimeout: answer }, work)
}

/** The replica as a database: same names and passwords as the primary's. */
export function endpointOf({ primary, host, port }: DatabaseReplicaPlace): DatabaseEndpoint {
  return { ...primary, host, port }
}

/** True when there was no session at all. */
export function isUnreachable(error: unknown): boolean {
  const code = error instanceof DiagnosticError ? error.diagnostics[0]?.code : undefined
  return code === 'MOVE_UNREACHABLE' || code === 'MOVE_LOGIN_REFUSED'
}
