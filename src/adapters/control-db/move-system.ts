import type pg from 'pg'
import { DiagnosticError, problem } from '../../diagnostics/diagnostic.js'
import { statesAfter } from '../../model/system-transitions.js'
import { changeState, type StateChange } from './sql/change-state.js'
import { lockAttempt, type LockedAttempt } from './sql/lock-attempt.js'
import { inTransaction } from './transaction.js'

/** Moves the latest attempt of a system on; to the state it is in already, nothing changes. */
export async function moveSystem(pool: pg.Pool, change: StateChange): Promise<void> {
  const { run, system, attempt, to } = change
  await inTransaction(pool, async (client) => {
    const from = await latestAttempt(client, run, system, attempt)
    if (from.state === to) return
    const allowed = statesAfter(from.state, from.blockedFrom)
    if (!allowed.includes(to)) throw new DiagnosticError(problem('ENG_STATE_REFUSED', { system, from: from.state, to, allowed: allowed.join(', ') || '-' }))
    await changeState(client, from, change)
  })
}

/** The attempt, locked; refused when it is not the latest: what was cancelled with an earlier one may still be ending, and must not write into this one. */
export async function latestAttempt(client: pg.PoolClient, run: string, system: string, attempt: number): Promise<LockedAttempt> {
  const latest = await lockAttempt(client, run, system)
  if (latest === undefined) throw new DiagnosticError(problem('ENG_UNKNOWN_ATTEMPT', { run, system }))
  if (latest.attempt !== attempt) throw new DiagnosticError(problem('ENG_OTHER_ATTEMPT', { run, system, attempt, latest: latest.attempt }))
  return latest
}
