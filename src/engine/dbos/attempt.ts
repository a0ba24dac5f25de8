import { EngineError } from '../engine-error.js'
import type { JsonObject } from '../../model/json.js'
import type { Step, StepContext } from '../../model/step.js'

/** Larger results belong into the step's own storage, with a reference here: every checkpoint is read again on recovery. */
const LARGEST_RESULT = 1_048_576

/** Runs a body once, within its time; a body that does not heed the signal is left behind, and its result does not count. */
export async function attemptOnce<Input extends JsonObject>(
  step: Step<Input>,
  ended: AbortSignal,
  body: (signal: AbortSignal) => Promise<JsonObject>,
): Promise<JsonObject> {
  const overdue = new AbortController()
  const timeout = new EngineError('step_timeout', { step: step.name, milliseconds: step.timeout })
  const timer = setTimeout(() => overdue.abort(timeout), step.timeout)
  try {
    const result = await Promise.race([body(AbortSignal.any([ended, overdue.signal])), rejection(overdue.signal)])
    const size = Buffer.byteLength(JSON.stringify(result))
    if (size > LARGEST_RESULT) throw new EngineError('result_too_large', { step: step.name, bytes: size, most: LARGEST_RESULT })
    return result
  } finally {
    clearTimeout(timer)
  }
}

function rejection(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
}

/** A heartbeat that falls silent with its attempt. */
export function heartbeatOf(report: StepContext['heartbeat']): { readonly heartbeat: StepContext['heartbeat']; silence(): void } {
  let live = true
  return { heartbeat: (progress) => { if (live) report(progress) }, silence: () => { live = false } }
}
