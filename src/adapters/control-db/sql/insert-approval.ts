import type pg from 'pg'
import type { Approval } from '../../../ports/run-store.js'

/** One signature of one person for one thing shown; signing the same twice changes nothing, signing something else adds a row. */
export async function insertApproval(pool: pg.Pool, { run, system, attempt, gate, by, at, why, shown }: Approval): Promise<void> {
  await pool.query(
    `insert into qianyun.approval (run, system, attempt, gate, "by", at, why, shown)
     values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict do nothing`, [run, system, attempt, gate, by, at, why, shown])
}
