import type pg from 'pg'
import type { Approval } from '../../../ports/run-store.js'

export async function selectApprovals(pool: pg.Pool, run: string, system: string): Promise<readonly Approval[]> {
  const { rows } = await pool.query<Approval>(
    `select run, system, attempt, gate, "by", at, why, shown
       from qianyun.approval
      where run = $1 and system = $2
      order by at, attempt, gate, "by", shown`, [run, system])
  return rows
}
