import type { DatabaseMove } from '../../../ports/data-mover.js'
import type { Session } from '../connection.js'
import { setState } from './state.js'

/** Two a core of a small server: they wait for the disk most of the time, and what commits together is flushed together. */
const THREADS = 4

/**
 * Alone, the thread that applies a feed flushes each transaction by itself: on a durable server it falls behind 400 transactions a second, and what
 * it is behind when the fence falls is outage. Belongs to the whole server and can be set only while no connection runs, so not where one does.
 * Gives whether it was changed; `restoreThreads` puts it back.
 */
export async function raiseThreads(session: Session, move: DatabaseMove): Promise<boolean> {
  const { threads } = await session.one<{ threads: number | string }>('SELECT @@global.slave_parallel_threads AS threads')
  const connections = await session.rows('SHOW ALL SLAVES STATUS')
  if (Number(threads) > 0 || connections.length > 0) return false
  await setState(session, move, 'threads = ?', [Number(threads)])
  await session.run(`SET GLOBAL slave_parallel_threads = ${THREADS}`)
  return true
}

/** Before the move's row goes. While others are fed it stays. */
export async function restoreThreads(session: Session, move: DatabaseMove): Promise<void> {
  const [row] = await session.rows<{ threads: number | null }>('SELECT threads FROM qianyun_mig.state WHERE move = ?', [move.name])
  const connections = await session.rows('SHOW ALL SLAVES STATUS')
  if (row && row.threads !== null && connections.length === 0) await session.run(`SET GLOBAL slave_parallel_threads = ${row.threads}`)
}
