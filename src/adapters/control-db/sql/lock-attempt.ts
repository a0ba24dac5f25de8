import type pg from 'pg'
import type { SystemState } from '../../../model/system-state.js'

export interface LockedAttempt {
  readonly attempt: number
  readonly state: SystemState
  readonly blockedFrom: SystemState | null
}

/** The latest attempt of a system, locked to the end of the transaction: of two changes at once, the second sees the first. */
export async function lockAttempt(client: pg.PoolClient, run: string, system: string): Promise<LockedAttempt | undefined> {
  const { rows } = await client.query<LockedAttempt>(
    `select attempt, state, blocked_from as "blockedFrom"
       from qianyun.attempt
      where run = $1 and system = $2
      order by attempt desc
      limit 1
        for no key update`, [run, system])
  return rows[0]
}
