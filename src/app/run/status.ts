import { DiagnosticError, problem } from '../../diagnostics/diagnostic.js'
import type { EvidenceRecord } from '../../model/evidence.js'
import type { RunRecord, SystemRecord } from '../../ports/run-store.js'
import type { RunHome } from './home.js'
import { openRun, type OpenRun } from './open.js'

export interface RunStatus {
  readonly run: RunRecord
  readonly systems: readonly SystemRecord[]
  readonly evidence: readonly EvidenceRecord[]
}

/** Where every system of the place's latest run stands: read from our own record, whether or not a worker is alive. */
export async function runStatus(home: RunHome): Promise<RunStatus> {
  return withLatestRun(home, async (open, run) => ({ run, systems: await open.store.systems(run.id), evidence: await open.store.evidence(run.id) }))
}

/** Opens the control database, finds the place's latest run, and closes again whatever happens. */
export async function withLatestRun<T>(home: RunHome, work: (open: OpenRun, run: RunRecord) => Promise<T>): Promise<T> {
  const open = await openRun(home)
  try {
    const run = await open.store.latestRun(home.place)
    if (!run) throw new DiagnosticError(problem('RUN_UNKNOWN_RUN', { place: home.place }))
    return await work(open, run)
  } finally {
    await open.close()
  }
}
