import { DiagnosticError, problem } from '../../diagnostics/diagnostic.js'
import type { EvidenceRecord } from '../../model/evidence.js'
import type { ContentHash } from '../../model/canonical.js'
import type { Pause, RunRecord, SystemRecord } from '../../ports/run-store.js'
import type { RunHome } from './home.js'
import { openRun, type OpenRun } from './open.js'
import { hashShown } from './shown.js'

export interface RunStatus {
  readonly run: RunRecord
  readonly systems: readonly SystemRecord[]
  readonly evidence: readonly EvidenceRecord[]
  /** Copies that people hold. */
  readonly pauses: readonly Pause[]
  /** By system: stands for what a signer sees of it now. */
  readonly shown: ReadonlyMap<string, ContentHash>
}

/** Where every system of the place's latest run stands: read from our own record, whether or not a worker is alive. */
export async function runStatus(home: RunHome): Promise<RunStatus> {
  return withLatestRun(home, async (open, run) => {
    const [systems, evidence, pauses] = await Promise.all([open.store.systems(run.id), open.store.evidence(run.id), open.store.pauses(run.id)])
    const shown = new Map(systems.map(({ system }) => [system, hashShown(evidence.filter((one) => one.system === system))]))
    return { run, systems, evidence, pauses, shown }
  })
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
