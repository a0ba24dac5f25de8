import { setTimeout as sleep } from 'node:timers/promises'
// Exported by the package but not documented: the version is pinned to ~5.3, and a test kills a worker and sees the take-over.
import { DBOSExecutor } from '@dbos-inc/dbos-sdk/internal/dbos-executor'
import type pg from 'pg'
import type { WorkerOptions } from '../engine.js'
import type { Liveness } from './liveness.js'
import { SWEEP_EVERY } from './names.js'
import { claimSiteWork } from './sql/claim-site-work.js'
import { ownersOfRunningWork } from './sql/owners-of-running-work.js'
import { releaseWorkerLock, tryWorkerLock } from './sql/worker-lock.js'

/** Looks for dead workers until aborted; one look ends before the next begins. */
export async function sweepUntil(stopped: AbortSignal, liveness: Liveness, options: WorkerOptions): Promise<void> {
  let suspects: ReadonlySet<string> = new Set()
  while (!stopped.aborted) {
    const session = await liveness.session()
    // A database that is gone for a moment is the next look's matter.
    if (session !== undefined) suspects = await look(session, options, suspects).catch(() => new Set<string>())
    await sleep(SWEEP_EVERY, undefined, { signal: stopped }).catch(() => undefined)
  }
}

/** Whoever gets the lock of a worker at two looks in a row puts its work back into the queue; at the first it may be reconnecting. */
async function look(session: pg.Client, options: WorkerOptions, suspects: ReadonlySet<string>): Promise<ReadonlySet<string>> {
  if (!options.sites.includes('*')) await claimSiteWork(session, options.sites)
  const missing = new Set<string>()
  for (const owner of await ownersOfRunningWork(session, options.id, options.contract)) {
    if (!(await tryWorkerLock(session, owner))) continue
    try {
      if (suspects.has(owner)) await takeOver(owner, options)
      else missing.add(owner)
    } finally {
      await releaseWorkerLock(session, owner)
    }
  }
  return missing
}

async function takeOver(owner: string, options: WorkerOptions): Promise<void> {
  const taken = (await DBOSExecutor.globalInstance?.recoverPendingWorkflows([owner])) ?? []
  for (const { workflowID } of taken) options.onEvent({ type: 'phase.taken_over', phaseId: workflowID, from: owner })
}
