import type pg from 'pg'

/** Milliseconds since 1970 on the database's clock: the one clock that all workers share. */
export async function databaseClock(db: pg.Pool): Promise<number> {
  const { rows } = await db.query<{ now: number }>('select (extract(epoch from clock_timestamp()) * 1000)::float8 as now')
  return rows[0]?.now ?? 0
}
