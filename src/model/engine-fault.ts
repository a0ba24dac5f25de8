/** Why the engine refuses, or which of its rules a step broke. */
export type EngineReason =
  | 'worker_running' | 'one_worker_per_process'
  | 'unknown_phase' | 'unknown_run' | 'unknown_step' | 'still_active'
  | 'result_too_large' | 'step_timeout'

export type EngineParams = Readonly<Record<string, string | number>>
