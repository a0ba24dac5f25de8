import type pg from 'pg'
import type { Instant } from '../../../model/instant.js'

/** The attempt and the first line of its history; nothing when the attempt is there. */
export async function insertAttempt(client: pg.PoolClient, run: string, system: string, attempt: number, at: Instant): Promise<void> {
  await client.query(
    `with added as (
       insert into qianyun.attempt (run, system, attempt, state, since, detail)
       values ($1, $2, $3, 'planned', $4, '{}')
       on conflict do nothing
       returning run, system, attempt, state, since, detail
     )
     insert into qianyun.state_change (run, system, attempt, state, at, detail)
     select run, system, attempt, state, since, detail from added`, [run, system, attempt, at])
}
