import { DBOS } from '@dbos-inc/dbos-sdk'
import type pg from 'pg'
import type { JsonObject } from '../../model/json.js'
import type { NextPhase, PhaseDefinition } from '../../model/step.js'
import type { WorkerOptions } from '../engine.js'
import { EngineError } from '../engine-error.js'
import { NO_RECOVERY_LIMIT } from './names.js'
import { patiently } from './patiently.js'
import { phaseRow } from './phase-row.js'
import type { RunningWork } from './running-work.js'
import { type PhaseScope, runStep } from './run-step.js'

/** Makes every phase known to the engine under its name. Must come before launch: recovery begins there. */
export function registerPhases(options: WorkerOptions, work: RunningWork, db: pg.Pool): void {
  for (const phase of options.phases) {
    DBOS.registerWorkflow((input: JsonObject) => runPhase(phase, input, options, work, db), { name: phase.name, ...NO_RECOVERY_LIMIT })
  }
}

/**
 * The steps in order, then what follows. Step i has the number i in the engine's record (`retryFrom` relies on it),
 * so nothing else may be recorded before the last of them.
 */
async function runPhase(phase: PhaseDefinition, input: JsonObject, options: WorkerOptions, work: RunningWork, db: pg.Pool): Promise<void> {
  const inProcess = work.begin()
  try {
    const scope = { id: DBOS.workflowID ?? '', input, options, work, inProcess }
    const results: Record<string, JsonObject> = {}
    for (const step of phase.steps) results[step.name] = await runStep(scope, step, { ...results })
    for (const next of phase.next(input, results)) await startNext(scope, next, db)
  } finally {
    inProcess.end()
  }
}

async function startNext({ options, work, inProcess }: PhaseScope, next: NextPhase, db: pg.Pool): Promise<void> {
  if (!options.phases.some(({ name }) => name === next.phase)) throw new EngineError('unknown_phase', { id: next.id, phase: next.phase })
  const row = await patiently(work.stopping, () => phaseRow(db, next)).catch((error: unknown) => {
    if (work.stopping.aborted) return inProcess.park()
    throw error
  })
  await DBOS.enqueueWorkflowWithOptions(row, next.input)
}
