/** Everything the demo ends with; `--json` prints it as one line. All numbers are measured. */
export interface DemoResult {
  readonly lostWrites: number
  readonly writesAcknowledged: number
  readonly writesPerSecond: number
  readonly systems: readonly SystemResult[]
  readonly rollback: { readonly system: string; readonly outageMs: number; readonly lost: number } | null
  readonly retired: readonly { readonly id: string; readonly archive: string; readonly bytes: number }[]
  readonly classifiedCounted: number
  readonly promises: readonly { readonly id: string; readonly held: boolean; readonly detail: string }[]
  readonly report: string
  readonly seconds: number
  readonly seed: number
}

export interface SystemResult {
  readonly id: string
  readonly name: string
  readonly state: string
  readonly copiedRows: number
  readonly copiedBytes: number
  /** Longest time between two acknowledged writes around the cutover, over all clients of the system. */
  readonly outageMs: number
  readonly acknowledged: number
  readonly lost: number
  readonly proof: 'pass' | 'fail' | 'not_run'
  readonly reverseReady: boolean
  readonly drill: { readonly rtoMs: number; readonly rpoMs: number } | null
}
