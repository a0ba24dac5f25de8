import type { CopyResult } from '../../../ports/data-mover.js'
import type { Session } from '../connection.js'
import { userTables } from '../sql/catalog.js'
import { identifier } from '../sql/quote.js'

/** Replicas of the target that are no feeds of ours: they learn of the load by the log or not at all. */
export async function hasReplicas(session: Session): Promise<boolean> {
  const found = await session.rows(`SELECT 1 FROM information_schema.processlist WHERE command LIKE 'Binlog Dump%' AND user NOT LIKE 'qianyun\\_%'`)
  return found.length > 0
}

/** Statistics before the application comes; gives the tables' names. */
export async function analyse(target: Session, database: string): Promise<readonly string[]> {
  const rows = await target.rows<{ name: string }>(`SELECT table_name AS name FROM ${userTables(database)} ORDER BY 1`)
  for (const { name } of rows) await target.rows(`ANALYZE NO_WRITE_TO_BINLOG TABLE ${identifier(database)}.${identifier(name)}`)
  return rows.map(({ name }) => name)
}

type Measured = Pick<CopyResult, 'tables' | 'rows' | 'bytes' | 'largeObjects'>

/** Rows are counted: the server's own number is an estimate. */
export async function measure(target: Session, database: string, tables: readonly string[]): Promise<Measured> {
  let rows = 0
  for (const name of tables) {
    rows += Number((await target.one<{ count: number }>(`SELECT count(*) AS count FROM ${identifier(database)}.${identifier(name)}`)).count)
  }
  return { tables: tables.length, rows, bytes: await sizeOf(target, database), largeObjects: 0 }
}

export async function sizeOf(session: Session, database: string): Promise<number> {
  const sql = 'SELECT coalesce(sum(data_length + index_length), 0) AS size FROM information_schema.tables WHERE table_schema = ?'
  return Number((await session.one<{ size: number | string }>(sql, [database])).size)
}
