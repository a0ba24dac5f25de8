import type pg from 'pg'
import type { StoredEvent } from '../../../ports/run-store.js'

/** Events of a run after a number, in order. */
export async function selectEvents(pool: pg.Pool, run: string, after: number): Promise<readonly StoredEvent[]> {
  const { rows } = await pool.query<StoredEvent>(
    `select sequence::float8 as sequence, run, system, at, type, data
       from qianyun.event
      where run = $1 and sequence > $2
      order by sequence`, [run, after])
  return rows
}
