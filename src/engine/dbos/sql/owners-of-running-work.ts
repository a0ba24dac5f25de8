import type pg from 'pg'

/** Other workers that own running phases of this contract, alive or not. */
export async function ownersOfRunningWork(session: pg.Client, worker: string, contract: string): Promise<readonly string[]> {
  const { rows } = await session.query<{ owner: string }>(
    `select distinct executor_id as owner
       from dbos.workflow_status
      where status = 'PENDING' and executor_id <> $1 and application_version = $2
      order by 1`, [worker, contract])
  return rows.map(({ owner }) => owner)
}
