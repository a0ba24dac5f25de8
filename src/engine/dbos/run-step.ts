import { setTimeout as sleep } from 'node:timers/promises'
import { DBOS } from '@dbos-inc/dbos-sdk'
import { type Duration, milliseconds } from '../../model/duration.js'
import type { JsonObject } from '../../model/json.js'
import type { Progress, Step, StepResults } from '../../model/step.js'
import type { WorkerOptions } from '../engine.js'
import { attemptOnce, heartbeatOf } from './attempt.js'
import { patiently } from './patiently.js'
import type { PhaseInProcess, RunningWork } from './running-work.js'

/** One phase run as its steps see it. */
export interface PhaseScope {
  readonly id: string
  readonly input: JsonObject
  readonly options: WorkerOptions
  readonly work: RunningWork
  readonly inProcess: PhaseInProcess
}

/**
 * Runs a step and records its result once; a step that has ended is not run again, its result is read.
 * Attempts are counted here and not by the library, so that a pause between two of them ends at once on cancel and stop.
 */
export async function runStep(scope: PhaseScope, step: Step<JsonObject>, results: StepResults): Promise<JsonObject> {
  return DBOS.runStep(async () => {
    const cancelled = DBOS.stepStatus?.cancelSignal ?? new AbortController().signal
    const ended = AbortSignal.any([cancelled, scope.work.stopping])
    for (let attempt = 1; ; attempt++) {
      if (scope.work.stopping.aborted) return scope.inProcess.park()
      try {
        return await reportedAttempt(scope, step, results, attempt, ended)
      } catch (error) {
        if (scope.work.stopping.aborted) return scope.inProcess.park()
        if (cancelled.aborted || attempt >= step.maxAttempts || step.retry?.(error) === false) throw error
      }
      await sleep(pauseAfter(attempt), undefined, { signal: ended }).catch(() => undefined)
      cancelled.throwIfAborted()
    }
  }, { name: step.name })
}

/** 0.5 s, doubled with every attempt, at most 5 min. */
function pauseAfter(attempt: number): Duration {
  return milliseconds(Math.min(500 * 2 ** (attempt - 1), 300_000))
}

async function reportedAttempt(scope: PhaseScope, step: Step<JsonObject>, results: StepResults, attempt: number, ended: AbortSignal): Promise<JsonObject> {
  const { onEvent } = scope.options
  const where = { phaseId: scope.id, step: step.name } as const
  const began = performance.now()
  onEvent({ type: 'step.started', ...where, attempt })
  const { heartbeat, silence } = heartbeatOf((progress: Progress) => onEvent({ type: 'step.progress', ...where, ...progress, what: progress.what ?? null }))
  try {
    // A number of its own for every attempt, taken before the body runs: whoever was here before has a lower one.
    const fence = await patiently(ended, () => scope.options.nextFence(subjectOf(scope)))
    const result = await attemptOnce(step, ended, (signal) => step.body(scope.input, results, { signal, attempt, fence, heartbeat }))
    onEvent({ type: 'step.ended', ...where, milliseconds: Math.round(performance.now() - began) })
    return result
  } catch (error) {
    onEvent({ type: 'step.failed', ...where, attempt, error: error instanceof Error ? error.message : String(error) })
    throw error
  } finally {
    silence()
  }
}

/** What is fenced: the system that the phase works on, or else the phase itself. */
function subjectOf({ id, input }: PhaseScope): string {
  const system = input['system']
  return typeof system === 'string' ? system : id
}
