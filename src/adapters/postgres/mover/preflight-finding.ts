import type { PreflightFinding, Side } from '../../../ports/data-mover.js'

type By = NonNullable<PreflightFinding['remedy']>['by']

export const RELOAD = 'SELECT pg_reload_conf()'

interface Found {
  readonly check: string
  readonly severity: PreflightFinding['severity']
  readonly objects: readonly string[]
  readonly params?: PreflightFinding['params']
  readonly by?: By | undefined
  readonly statements?: readonly string[]
}

/** A finding when there is an object, else nothing. A changed setting takes effect when the server reads its files again. */
export function found({ check, severity, objects, params, by, statements = [] }: Found): readonly PreflightFinding[] {
  if (objects.length === 0) return []
  const reload = by === 'ours' && statements.some((statement) => statement.startsWith('ALTER SYSTEM')) && !statements.includes(RELOAD) ? [RELOAD] : []
  return [{
    check, severity, objects: objects.toSorted(), params: { ...params, count: objects.length },
    ...(by === undefined ? {} : { remedy: { by, statements: [...statements.toSorted(), ...reload] } }),
  }]
}

export interface FoundRow extends Readonly<Record<string, unknown>> {
  readonly object: string
  readonly statement?: string | null
}

/** The rows of one question to one side as a finding. */
export function foundRows(rows: readonly FoundRow[], side: Side, { check, severity, by }: Pick<Found, 'check' | 'severity' | 'by'>): readonly PreflightFinding[] {
  const statements = rows.flatMap(({ statement }) => (statement ? [statement] : []))
  return found({ check, severity, objects: rows.map(({ object }) => object), params: { side }, by: statements.length > 0 || by === 'ours' ? by : undefined, statements })
}
