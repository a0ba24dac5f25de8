import type { Client } from 'pg'
import { DatabaseError } from 'pg'
import { DiagnosticError, problem } from '../../../diagnostics/diagnostic.js'
import { milliseconds, minutes } from '../../../model/duration.js'
import type { DatabaseEndpoint } from '../../../ports/data-mover.js'
import type { DatabaseReplicaPlace } from '../../../ports/replica.js'
import { withSession } from '../replica/session.js'
import type { Tools } from '../replica/tools.js'
import { openDoor } from './door.js'
import { isStandby } from './server-state.js'

/** SQLSTATE read_only_sql_transaction: the server is still a standby. */
const stillReadOnly = '25006'
/** A promotion replays what was received and not yet applied; that ends it, not a time. */
const patience = { total: minutes(10), pause: milliseconds(3) }

/**
 * Promotes and opens: the first statement that is accepted is the one that lets the application in. Returns when a new session,
 * as the application's would be, has committed to its database. Asking is exacter than pg_promote's own wait, which looks every 100 ms.
 */
export async function promoteAndOpen(tools: Tools, place: DatabaseReplicaPlace, standby: Client, endpoint: DatabaseEndpoint, number: number): Promise<void> {
  if (await isStandby(standby)) await standby.query('SELECT pg_promote(false)')
  const deadline = tools.clock.now() + patience.total
  while (!(await opens(standby, place, number))) {
    if (tools.clock.now() > deadline) throw new DiagnosticError(problem('DR_PROMOTION_STUCK', { system: place.system, host: endpoint.host, port: endpoint.port }))
    await tools.clock.sleep(patience.pause)
  }
  await withSession(place.system, endpoint, commitsAWrite)
}

async function opens(standby: Client, place: DatabaseReplicaPlace, number: number): Promise<boolean> {
  try {
    await openDoor(standby, place, number)
    return true
  } catch (error) {
    if (error instanceof DatabaseError && error.code === stillReadOnly) return false
    throw error
  }
}

/** A committed record of the log that changes no table. */
async function commitsAWrite(session: Client): Promise<void> {
  await session.query("SET default_transaction_read_only = DEFAULT; SET synchronous_commit = on; SELECT pg_logical_emit_message(true, 'qianyun', 'dr')")
}
