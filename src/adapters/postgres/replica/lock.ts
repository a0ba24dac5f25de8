import type { Client } from 'pg'
import { DiagnosticError, problem } from '../../../diagnostics/diagnostic.js'
import { seconds } from '../../../model/duration.js'
import type { Clock } from '../../../ports/clock.js'

/** A worker that was killed loses its session, and with it the lock, within this time. */
const patience = { tries: 10, pause: seconds(1) }

/** Claims the replica for this session of the primary; the claim ends with the session, however that ends. */
export async function claim(primary: Client, system: string, clock: Clock, signal: AbortSignal): Promise<void> {
  for (let tried = 0; tried < patience.tries; tried++) {
    const { rows } = await primary.query<{ held: boolean }>("SELECT pg_try_advisory_lock(hashtext('qianyun_dr'), hashtext($1)) AS held", [system])
    if (rows[0]?.held) return
    await clock.sleep(patience.pause, signal)
    signal.throwIfAborted()
  }
  throw new DiagnosticError(problem('REPLICA_BUSY', { system }))
}
