import { DiagnosticError, problem } from '../../diagnostics/diagnostic.js'
import { instantFromMs } from '../../model/instant.js'
import type { Clock } from '../../ports/clock.js'
import type { RunRecord } from '../../ports/run-store.js'
import { systemOf } from './act.js'
import type { OpenRun } from './open.js'

/** Holds the copies of a system, in whatever worker they run: a feed that has caught up goes on, only bulk copies stand. */
export async function pause(open: OpenRun, { id: run }: RunRecord, system: string, by: string, clock: Clock): Promise<void> {
  await systemOf(open, run, system)
  const at = instantFromMs(clock.now())
  await open.store.pause({ run, system, by, since: at })
  await open.store.append({ run, system, at, type: 'copy.paused', data: { by } })
}

/** Lets them go again. */
export async function resume(open: OpenRun, { id: run, place }: RunRecord, system: string, by: string, clock: Clock): Promise<void> {
  const held = (await open.store.pauses(run)).find((one) => one.system === system)
  if (!held) throw new DiagnosticError(problem('THR_NOT_PAUSED', { system, place }))
  await open.store.resume(run, system)
  await open.store.append({ run, system, at: instantFromMs(clock.now()), type: 'copy.resumed', data: { by, since: held.since } })
}
