import type pg from 'pg'

/** Holds the run to the end of the transaction, so that its chain of evidence grows by one record at a time. False when there is no such run. */
export async function lockRun(client: pg.PoolClient, run: string): Promise<boolean> {
  const { rowCount } = await client.query('select 1 from qianyun.run where id = $1 for no key update', [run])
  return rowCount === 1
}
