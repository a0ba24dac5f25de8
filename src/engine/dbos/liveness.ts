import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { milliseconds, seconds } from '../../model/duration.js'
import { EngineError } from '../engine-error.js'
import { tryWorkerLock } from './sql/worker-lock.js'

/** A session that holds the lock "this worker is alive". */
export interface Liveness {
  /** The session, with the lock; undefined while the database cannot be reached or the lock is not back yet. */
  session(): Promise<pg.Client | undefined>
  close(): Promise<void>
}

/**
 * Takes the lock of a worker id. A process killed a moment ago, or a sweep that is looking at the id, may still have it,
 * so it is tried for 5 s before a second worker of the same id is refused.
 */
export async function proveAlive(databaseUrl: string, worker: string): Promise<Liveness> {
  let current: pg.Client | undefined = await connect(databaseUrl)
  for (let attempt = 1; !(await tryWorkerLock(current, worker)); attempt++) {
    if (attempt === 50) {
      await current.end()
      throw new EngineError('worker_running', { worker })
    }
    await sleep(milliseconds(100))
  }
  const forget = (client: pg.Client): void => {
    client.once('end', () => { if (current === client) current = undefined })
  }
  forget(current)
  return {
    /** A lost connection does not end work that has run for hours: we connect again and take the lock again. */
    async session() {
      if (current !== undefined) return current
      current = await relock(databaseUrl, worker)
      if (current !== undefined) forget(current)
      return current
    },
    async close() {
      await current?.end().catch(() => undefined)
    },
  }
}

async function relock(databaseUrl: string, worker: string): Promise<pg.Client | undefined> {
  const client = await connect(databaseUrl).catch(() => undefined)
  if (client === undefined || (await tryWorkerLock(client, worker).catch(() => false))) return client
  await client.end().catch(() => undefined)
  return undefined
}

async function connect(databaseUrl: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: databaseUrl, keepAlive: true, connectionTimeoutMillis: Number(seconds(10)) })
  client.on('error', () => undefined)
  await client.connect()
  // A cut line frees the lock after 5 + 3 x 2 s; a killed process at once.
  await client.query('set tcp_keepalives_idle = 5; set tcp_keepalives_interval = 2; set tcp_keepalives_count = 3')
  return client
}
