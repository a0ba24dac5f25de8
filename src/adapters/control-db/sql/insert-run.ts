import type pg from 'pg'
import type { RunRecord } from '../../../ports/run-store.js'

/** Two processes that create the same run at once: one row, and both read it back. */
export async function insertRun(pool: pg.Pool, run: RunRecord): Promise<void> {
  await pool.query(
    `insert into qianyun.run (id, place, created_at, operator, plan_hash, inventory_hash, stacks_hash, plan)
     values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (id) do nothing`,
    [run.id, run.place, run.createdAt, run.operator, run.planHash, run.inventoryHash, run.stacksHash, JSON.stringify(run.plan)])
}
