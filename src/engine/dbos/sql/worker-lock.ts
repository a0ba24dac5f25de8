import type pg from 'pg'

/** Class of our advisory locks ("migr" in ASCII), apart from those of anyone else in the database. */
const LOCKS = 0x6d696772

/** Takes the lock that says "this worker is alive" and lasts as long as the session; false when another session has it. */
export async function tryWorkerLock(session: pg.Client, worker: string): Promise<boolean> {
  const { rows } = await session.query<{ taken: boolean }>('select pg_try_advisory_lock(hashtextextended($2, $1)) as taken', [LOCKS, worker])
  return rows[0]?.taken ?? false
}

export async function releaseWorkerLock(session: pg.Client, worker: string): Promise<void> {
  await session.query('select pg_advisory_unlock(hashtextextended($2, $1))', [LOCKS, worker])
}
