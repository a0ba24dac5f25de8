import type pg from 'pg'
import type { Waiting } from '../../../ports/run-store.js'

/** Called with the attempt locked. */
export async function updateWaiting(client: pg.PoolClient, run: string, system: string, attempt: number, waiting: Waiting | null): Promise<void> {
  await client.query('update qianyun.attempt set waiting = $4 where run = $1 and system = $2 and attempt = $3', [run, system, attempt, waiting === null ? null : JSON.stringify(waiting)])
}
