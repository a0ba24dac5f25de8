import type { EngineParams, EngineReason } from '../model/engine-fault.js'

/** The engine refuses, or a step broke a rule of the engine; `params` name what. */
export class EngineError extends Error {
  override readonly name = 'EngineError'
  readonly reason: EngineReason
  readonly params: EngineParams

  constructor(reason: EngineReason, params: EngineParams) {
    super(`engine: ${reason} ${JSON.stringify(params)}`)
    this.reason = reason
    this.params = params
  }
}
