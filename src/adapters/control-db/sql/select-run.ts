import type pg from 'pg'
import type { RunRecord } from '../../../ports/run-store.js'

const COLUMNS = `id, place, created_at as "createdAt", operator, plan_hash as "planHash", inventory_hash as "inventoryHash", stacks_hash as "stacksHash", plan`

export async function selectRun(pool: pg.Pool, id: string): Promise<RunRecord | undefined> {
  const { rows } = await pool.query<RunRecord>(`select ${COLUMNS} from qianyun.run where id = $1`, [id])
  return rows[0]
}

export async function selectLatestRun(pool: pg.Pool, place: string): Promise<RunRecord | undefined> {
  const { rows } = await pool.query<RunRecord>(
    `select ${COLUMNS}
       from qianyun.run
      where place = $1
      order by created_at desc, position desc
      limit 1`, [place])
  return rows[0]
}
