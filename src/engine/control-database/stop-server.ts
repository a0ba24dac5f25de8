import { milliseconds } from '../../model/duration.js'
import { readPassword } from './address.js'
import { ControlDatabaseError } from './error.js'
import type { Layout } from './layout.js'
import { poll } from './poll.js'
import { findRunning, readPostmasterFile } from './running-server.js'

/** Stops the server of a folder and waits until it is gone; sessions are ended and rolled back (fast shutdown, SIGINT). */
export async function stopServer(layout: Layout): Promise<void> {
  const server = await findRunning(layout, await readPassword(layout))
  if (server === undefined) return
  process.kill(server.pid, 'SIGINT')
  const gone = await poll(milliseconds(25), 2_400, async () => ((await readPostmasterFile(layout.data)) === undefined ? true : undefined))
  if (gone === undefined) throw new ControlDatabaseError('busy', { path: layout.data })
}
