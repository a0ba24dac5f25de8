import type pg from 'pg'
import type { Instant } from '../../../model/instant.js'
import type { JsonObject } from '../../../model/json.js'
import type { SystemState } from '../../../model/system-state.js'
import type { LockedAttempt } from './lock-attempt.js'

export interface StateChange {
  readonly run: string
  readonly system: string
  readonly attempt: number
  readonly to: SystemState
  readonly at: Instant
  readonly detail: JsonObject
}

/** Moves a locked attempt on and adds the line of its history. A wait belongs to the state before, so it ends. */
export async function changeState(client: pg.PoolClient, from: LockedAttempt, { run, system, to, at, detail }: StateChange): Promise<void> {
  await client.query(
    `with moved as (
       update qianyun.attempt
          set state = $4, since = $5, detail = $6, waiting = null,
              blocked_from = case when $4 = 'blocked' then state end
        where run = $1 and system = $2 and attempt = $3
       returning run, system, attempt, state, since, detail
     )
     insert into qianyun.state_change (run, system, attempt, state, at, detail)
     select run, system, attempt, state, since, detail from moved`, [run, system, from.attempt, to, at, JSON.stringify(detail)])
}
