import { DiagnosticError, problem } from '../../../diagnostics/diagnostic.js'
import type { CopyResult, DatabaseMove, Side } from '../../../ports/data-mover.js'
import type { Row, Session } from '../connection.js'
import type { Sides } from './sides.js'

/** One side's own row: what a worker that comes after another one believes. */
export interface SideState extends Row {
  readonly side: Side
  readonly move: string
  /** Rises with every opening; the side with the higher one serves. */
  readonly epoch: number
  /** Roles that could log in when the move began: the ones that open again. */
  readonly doors: readonly string[]
  readonly stage: 'prepared' | 'copying' | 'copied'
  readonly result: CopyResult | null
  readonly switch: string | null
}

export async function readState(session: Session): Promise<SideState | undefined> {
  const known = await session.one<{ known: boolean }>(`SELECT to_regclass('qianyun_mig.state') IS NOT NULL AS known`)
  if (!known.known) return undefined
  const [state] = await session.rows<SideState>('SELECT side, move, epoch::int, doors, stage, result, switch FROM qianyun_mig.state')
  return state
}

/** Both rows, or the error that says to prepare first. */
export async function statesOf(move: DatabaseMove, sides: Sides): Promise<Readonly<Record<Side, SideState>>> {
  const [source, target] = await Promise.all([readState(sides.source), readState(sides.target)])
  if (!source || !target) throw new DiagnosticError(problem('MOVE_NOT_PREPARED', { name: move.name }))
  return { source, target }
}

export function servingSide(states: Readonly<Record<Side, SideState>>): Side {
  return states.target.epoch > states.source.epoch ? 'target' : 'source'
}

/** Takes the move for this worker on both sides; a worker with a lower number is refused from then on. */
export async function holdBoth(sides: Sides, number: number): Promise<void> {
  await Promise.all([sides.source, sides.target].map((session) => hold(session, number)))
}

export async function hold(session: Session, number: number): Promise<void> {
  await session.rows('SELECT qianyun_mig.hold($1)', [number])
}

/** Which of the roles can log in at the moment. */
export async function openRoles(session: Session, roles: readonly string[]): Promise<readonly string[]> {
  const rows = await session.rows<{ rolname: string }>('SELECT rolname FROM pg_roles WHERE rolcanlogin AND rolname = ANY ($1) ORDER BY 1', [roles])
  return rows.map(({ rolname }) => rolname)
}
