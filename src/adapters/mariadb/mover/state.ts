import { DiagnosticError, problem } from '../../../diagnostics/diagnostic.js'
import type { CopyResult, DatabaseMove, Side } from '../../../ports/data-mover.js'
import type { Row, Session } from '../connection.js'
import { identifier } from '../sql/quote.js'
import { namesOf } from './names.js'
import type { Sides } from './sides.js'

/** One side's own row: what a worker that comes after another one believes. */
export interface SideState {
  readonly side: Side
  /** Rises with every opening; the side with the higher one serves. */
  readonly epoch: number
  /** Accounts that were not locked when the move began: the ones that open again. */
  readonly doors: readonly string[]
  /** Events that run where the door is open; set when a switch begins. */
  readonly events: readonly string[]
  /** `read_only` was set by this move. */
  readonly belt: boolean
  readonly stage: 'prepared' | 'copying' | 'copied'
  readonly result: CopyResult | null
  /** Where in this side's log the feed to the other side is to begin, as long as it has not been made. */
  readonly feed: LogPosition | null
}

export interface LogPosition {
  readonly file: string
  readonly position: number
}

interface StateRow extends Row {
  readonly side: Side
  readonly epoch: number
  readonly doors: string
  readonly events: string
  readonly belt: number
  readonly stage: SideState['stage']
  readonly result: string | null
  readonly feed_file: string | null
  readonly feed_position: number | null
}

export async function readState(session: Session, move: DatabaseMove): Promise<SideState | undefined> {
  if (!await stateExists(session)) return undefined
  const [row] = await session.rows<StateRow>(
    'SELECT side, epoch, doors, events, belt, stage, result, feed_file, feed_position FROM qianyun_mig.state WHERE move = ?', [move.name])
  return row && parsed(row)
}

function parsed({ side, epoch, doors, events, belt, stage, result, feed_file, feed_position }: StateRow): SideState {
  const list = (text: string): readonly string[] => JSON.parse(text)
  return {
    side, epoch, stage, doors: list(doors), events: list(events), belt: belt === 1, result: result === null ? null : JSON.parse(result),
    feed: feed_file === null || feed_position === null ? null : { file: feed_file, position: feed_position },
  }
}

export async function stateExists(session: Session): Promise<boolean> {
  const found = await session.rows(`SELECT 1 FROM information_schema.tables WHERE table_schema = 'qianyun_mig' AND table_name = 'state'`)
  return found.length > 0
}

/** Changes this move's row; `values` stand for the question marks. */
export async function setState(session: Session, move: DatabaseMove, assignments: string, values: readonly unknown[] = []): Promise<void> {
  await session.rows(`UPDATE qianyun_mig.state SET ${assignments} WHERE move = ?`, [...values, move.name])
}

/** Both rows, or the error that says to prepare first. */
export async function statesOf(move: DatabaseMove, sides: Sides): Promise<Readonly<Record<Side, SideState>>> {
  const [source, target] = await Promise.all([readState(sides.source, move), readState(sides.target, move)])
  if (!source || !target) throw new DiagnosticError(problem('MOVE_NOT_PREPARED', { name: move.name }))
  return { source, target }
}

export function servingSide(states: Readonly<Record<Side, SideState>>): Side {
  return states.target.epoch > states.source.epoch ? 'target' : 'source'
}

/** Takes the move for this worker on both sides; a worker with a lower number is refused from then on. */
export async function holdBoth(move: DatabaseMove, sides: Sides, number: number): Promise<void> {
  await Promise.all([sides.source, sides.target].map((session) => session.run(holdStatement(move, number))))
}

export function holdStatement(move: DatabaseMove, number: number): string {
  return `CALL ${identifier(namesOf(move).schema)}.hold(${number})`
}
