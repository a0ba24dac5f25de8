import type { DatabaseMove } from '../../../ports/data-mover.js'
import type { Session } from '../connection.js'
import { namesOf } from './names.js'
import type { Purpose } from './sides.js'

/** Ends what an earlier worker left: its sessions, and tools it started that outlived it. Called after `hold`, so it cannot come back. */
export async function endSessions(session: Session, move: DatabaseMove, purpose: Purpose): Promise<void> {
  await session.rows(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = $1 AND pid <> pg_backend_pid()`,
    [`${namesOf(move).application}:${purpose}`])
}
