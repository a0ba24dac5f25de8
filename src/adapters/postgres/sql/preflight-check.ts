import type { PreflightFinding, Side } from '../../../ports/data-mover.js'

/** One question to one side: every row it returns is an object that the check names, with the statement that would mend it where there is one. */
export interface PreflightCheck {
  readonly check: string
  readonly severity: PreflightFinding['severity']
  readonly sides: readonly Side[]
  /** Gives `object` and, where `by` is said, `statement`. `$1` is the list of application roles. */
  readonly sql: string
  /** Who runs the statements. */
  readonly by?: NonNullable<PreflightFinding['remedy']>['by']
  /** `server_version_num` from which the question can be asked; older servers have nothing of the kind. */
  readonly since?: number
}

/** From where on something counts. */
export interface PreflightLimits {
  /** P7: minutes of a transaction that is longer than those of everyday work. */
  readonly longTransactionMinutes: number
  /** P4: changes a second and rows of a table without key from which the feed falls behind: 160/s were reached with 100 000 rows. */
  readonly changesPerSecond: number
  readonly rows: number
}

export const preflightLimits: PreflightLimits = { longTransactionMinutes: 5, changesPerSecond: 10, rows: 100_000 }

export const onSource: readonly Side[] = ['source']
export const onBoth: readonly Side[] = ['source', 'target']

/** Name of the relation `c`, as PostgreSQL writes it: quoted where needed. */
export const relation = `c.oid::regclass::text`
