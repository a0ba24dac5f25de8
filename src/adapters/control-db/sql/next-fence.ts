import type pg from 'pg'

/** Two callers at once get two numbers: the second waits for the first one's row. A number that was given is never given again. */
export async function nextFence(pool: pg.Pool, subject: string): Promise<number> {
  const { rows } = await pool.query<{ last: number }>(
    `insert into qianyun.fence as held (subject, last)
     values ($1, 1)
     on conflict (subject) do update set last = held.last + 1
     returning last::float8 as last`, [subject])
  return rows[0]?.last ?? 0
}
