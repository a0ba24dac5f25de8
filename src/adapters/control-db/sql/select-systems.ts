import type pg from 'pg'
import type { SystemRecord } from '../../../ports/run-store.js'

/** The latest attempt of every system, by system. */
export async function selectSystems(pool: pg.Pool, run: string): Promise<readonly SystemRecord[]> {
  const { rows } = await pool.query<SystemRecord>(
    `select distinct on (system collate "C") run, system, attempt, state, since, waiting, detail
       from qianyun.attempt
      where run = $1
      order by system collate "C", attempt desc`, [run])
  return rows
}
