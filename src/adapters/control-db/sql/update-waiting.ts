import type pg from 'pg'
import type { Waiting } from '../../../ports/run-store.js'

/** False when the system has no attempt in the run. */
export async function updateWaiting(pool: pg.Pool, run: string, system: string, waiting: Waiting | null): Promise<boolean> {
  const { rowCount } = await pool.query(
    `update qianyun.attempt as latest
        set waiting = $3
      where run = $1 and system = $2
        and attempt = (select max(attempt) from qianyun.attempt where run = latest.run and system = latest.system)`,
    [run, system, waiting === null ? null : JSON.stringify(waiting)])
  return rowCount !== 0
}
