import type pg from 'pg'
import type { Pause } from '../../../ports/run-store.js'

/** A second pause changes nothing: the system has been held since the first. */
export async function insertPause(pool: pg.Pool, { run, system, by, since }: Pause): Promise<void> {
  await pool.query('insert into qianyun.pause (run, system, "by", since) values ($1, $2, $3, $4) on conflict do nothing', [run, system, by, since])
}

export async function deletePause(pool: pg.Pool, run: string, system: string): Promise<void> {
  await pool.query('delete from qianyun.pause where run = $1 and system = $2', [run, system])
}

export async function selectPauses(pool: pg.Pool, run: string): Promise<readonly Pause[]> {
  const { rows } = await pool.query<Pause>('select run, system, "by", since from qianyun.pause where run = $1 order by system collate "C"', [run])
  return rows
}
