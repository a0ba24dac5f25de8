import { DiagnosticError, problem } from '../../../diagnostics/diagnostic.js'
import { milliseconds, minutes } from '../../../model/duration.js'
import type { DatabaseEndpoint } from '../../../ports/data-mover.js'
import type { DatabaseReplicaPlace } from '../../../ports/replica.js'
import type { Row, Session } from '../connection.js'
import { literal } from '../sql/quote.js'
import { newestBeat } from './heartbeat.js'
import type { Tools } from './tools.js'

const patience = { total: minutes(1), pause: milliseconds(20) }

interface SlaveRow extends Row {
  readonly Slave_IO_Running: string
  readonly Slave_SQL_Running: string
  readonly Gtid_IO_Pos: string
  readonly Last_IO_Error: string
  readonly Last_SQL_Error: string
}

/** Starts to follow `from` behind `position`. The server counts its own writes on from there, so that it may be promoted at any time. */
export async function followFrom(follower: Session, from: DatabaseEndpoint, position: string): Promise<void> {
  const { host, port, user, password } = from
  await follower.run(`STOP SLAVE; SET GLOBAL gtid_slave_pos = ${literal(position)};
    CHANGE MASTER TO MASTER_HOST = ${literal(host)}, MASTER_PORT = ${port}, MASTER_USER = ${literal(user)}, MASTER_PASSWORD = ${literal(password)},
      MASTER_CONNECT_RETRY = 2, MASTER_HEARTBEAT_PERIOD = 2, MASTER_USE_GTID = slave_pos;
    SET GLOBAL read_only = 1; START SLAVE`)
}

/** The feed's own words, undefined where the server follows nobody. */
export async function feedOf(server: Session): Promise<SlaveRow | undefined> {
  return (await server.rows<SlaveRow>('SHOW SLAVE STATUS'))[0]
}

export async function streams(server: Session): Promise<boolean> {
  const feed = await feedOf(server)
  return feed?.Slave_IO_Running === 'Yes' && feed.Slave_SQL_Running === 'Yes'
}

/** Waits for a heartbeat written behind the copy: the feed runs, and the server has counted at least one position on. */
export async function waitForFeed({ clock }: Tools, place: DatabaseReplicaPlace, follower: Session, writtenAt: number, signal: AbortSignal): Promise<void> {
  const deadline = clock.now() + patience.total
  while (!(await streams(follower)) || ((await newestBeat(follower, place.system)) ?? 0) < writtenAt) {
    if (clock.now() > deadline) throw await notFollowing(place, follower)
    await clock.sleep(patience.pause, signal)
    signal.throwIfAborted()
  }
}

async function notFollowing({ system, host, port }: DatabaseReplicaPlace, follower: Session): Promise<DiagnosticError> {
  const feed = await feedOf(follower)
  const cause = new Error(feed?.Last_SQL_Error || feed?.Last_IO_Error || 'no feed')
  return new DiagnosticError(problem('REPLICA_NOT_STREAMING', { system, host, port }, { cause }))
}
