import { DiagnosticError, problem } from '../../../diagnostics/diagnostic.js'
import type { DatabaseMove, Side } from '../../../ports/data-mover.js'
import type { Session } from '../connection.js'
import { isSupported } from '../server-version.js'
import { endpointOf } from './names.js'
import type { Sides } from './sides.js'

/** What every part of a move needs: accounts, replication and sessions of others are in these hands. */
const privileges = [
  'SELECT', 'INSERT', 'CREATE', 'DROP', 'ALTER', 'EVENT', 'TRIGGER', 'LOCK TABLES', 'CREATE USER', 'RELOAD', 'PROCESS', 'SUPER', 'BINLOG MONITOR',
  'CONNECTION ADMIN', 'READ_ONLY ADMIN', 'REPLICATION SLAVE ADMIN', 'REPLICATION SLAVE',
]

export async function requireMovable(move: DatabaseMove, sides: Sides): Promise<void> {
  if (move.source.database !== move.target.database) {
    throw new DiagnosticError(problem('MOVE_NAMES_DIFFER', { name: move.name, source: move.source.database, target: move.target.database }))
  }
  for (const side of ['source', 'target'] as const) await requireVersion(move, side, sides[side])
  for (const side of ['source', 'target'] as const) await requireAdministrator(move, side, sides[side])
  await requireTwoServers(move, sides)
}

async function requireVersion(move: DatabaseMove, side: Side, session: Session): Promise<void> {
  const { version } = await session.one<{ version: string }>('SELECT version() AS version')
  const { host, port } = endpointOf(move, side)
  if (!isSupported(version)) throw new DiagnosticError(problem('MOVE_SERVER_UNSUPPORTED', { place: side, host, port, version }))
}

async function requireAdministrator(move: DatabaseMove, side: Side, session: Session): Promise<void> {
  const rows = await session.rows<{ privilege: string }>(
    `SELECT privilege_type AS privilege FROM information_schema.user_privileges
     WHERE grantee = concat('''', replace(current_user(), '@', '''@'''), '''')`)
  const held = new Set(rows.map(({ privilege }) => privilege))
  const lacking = privileges.filter((privilege) => !held.has(privilege))
  const { host, port, user } = endpointOf(move, side)
  if (lacking.length > 0) throw new DiagnosticError(problem('MOVE_NOT_ADMINISTRATOR', { place: side, host, port, user, privileges: lacking.join(', ') }))
}

/** Accounts belong to the whole server: closed on a target that is the same one, they would be closed for the application at work. */
async function requireTwoServers(move: DatabaseMove, { source, target }: Sides): Promise<void> {
  const sql = 'SELECT concat_ws(\' \', @@server_uid, @@hostname, @@port, @@datadir, @@pid_file) AS server'
  const [old, fresh] = await Promise.all([source, target].map((session) => session.one<{ server: string }>(sql)))
  const { host, port } = move.target
  if (old!.server === fresh!.server) throw new DiagnosticError(problem('MOVE_SAME_SERVER', { name: move.name, host, port }))
}
