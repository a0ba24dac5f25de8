import type { checkResult } from '../model/enums.js'

export type CheckResult = keyof typeof checkResult

export interface Check {
  readonly name: string
  readonly kind: 'http' | 'tcp'
  readonly url?: string
  readonly host?: string
  readonly port?: number
  /** Text the answer must hold. */
  readonly expect?: string
}

export interface CheckOutcome {
  readonly name: string
  readonly result: CheckResult
  readonly detail: string
}

export interface Checks {
  run(check: Check): Promise<CheckOutcome>
}
