import { DiagnosticError, problem } from '../../../diagnostics/diagnostic.js'
import type { StepContext } from '../../../model/step.js'
import type { CopyResult, DatabaseMove } from '../../../ports/data-mover.js'
import type { Session } from '../connection.js'
import { copyGrants } from './accounts.js'
import { whileReporting } from './copy-progress.js'
import { streamDump } from './dump.js'
import { contentOf, emptyDatabase } from './empty-database.js'
import { copyEvents, enabledEvents } from './events.js'
import { dropFeed } from './feed.js'
import { endSessions } from './leftovers.js'
import { analyse, hasReplicas, measure } from './measure.js'
import { copyByMydumper } from './mydumper.js'
import type { MoverOptions } from './options.js'
import { settle } from './recover.js'
import { withSides, type Sides } from './sides.js'
import { holdBoth, holdStatement, setState, statesOf, type LogPosition } from './state.js'

/** One copy under way. */
export interface CopyRun {
  readonly move: DatabaseMove
  readonly context: StepContext
  readonly options: MoverOptions
  /** The load goes into the target's log: only where a replica of the target reads it. */
  readonly logged: boolean
  /** So many bytes more have left the source. */
  passed(count: number): void
}

/** The dump tells the position of its snapshot in the source's log, and the feed goes on from there: no write falls between. */
export async function copy(move: DatabaseMove, context: StepContext, options: MoverOptions): Promise<CopyResult> {
  return await withSides(move, 'control', async (sides) => {
    const { target } = await statesOf(move, sides)
    await holdBoth(move, sides, context.fence)
    if (target.stage === 'copied' && target.result) {
      await settle(move, sides, context.fence, options.clock, 'keep sessions')
      return target.result
    }
    await startOver(move, sides, target.stage, context, options)
    return await copyAndFollow(move, sides, context, options)
  })
}

async function copyAndFollow(move: DatabaseMove, sides: Sides, context: StepContext, options: MoverOptions): Promise<CopyResult> {
  const started = options.clock.now()
  const logged = await hasReplicas(sides.target)
  const position = await whileReporting(move, sides, context, options, (passed) => copyRows({ move, context, options, logged, passed }))
  await copyEvents(sides.source, sides.target, move.source.database)
  await copyGrants(move, sides)
  const tables = await analyse(sides.target, move.source.database)
  context.signal.throwIfAborted()
  const result = {
    ...await measure(sides.target, move.source.database, tables), milliseconds: options.clock.now() - started,
    consistentPoint: await gtidOf(sides.source, position), skipped: await sleepingEvents(sides.source, move), copier: copierOf(move),
  }
  await follow(move, sides, position, result, context, options)
  return result
}

const copierOf = (move: DatabaseMove): string => (move.copier === 'mydumper' ? 'mydumper' : 'mariadb-dump')

function copyRows(run: CopyRun): Promise<LogPosition> {
  return copierOf(run.move) === 'mydumper' ? copyByMydumper(run) : streamDump(run)
}

/** The copy counts as done with the target's row; the feed is made from the source's row, by whichever worker comes first. */
async function follow(
  move: DatabaseMove, sides: Sides, position: LogPosition, result: CopyResult, context: StepContext, { clock }: MoverOptions,
): Promise<void> {
  await setState(sides.source, move, 'feed_file = ?, feed_position = ?', [position.file, position.position])
  await sides.target.run(holdStatement(move, context.fence))
  await setState(sides.target, move, `stage = 'copied', result = ?`, [JSON.stringify(result)])
  await settle(move, sides, context.fence, clock, 'keep sessions')
}

/** A copy that was cut off is worth nothing. The target is emptied only where our own mark says that we filled it. */
async function startOver(move: DatabaseMove, sides: Sides, stage: string, { fence }: StepContext, { clock }: MoverOptions): Promise<void> {
  await Promise.all([sides.source, sides.target].map((session) => endSessions(session, move, 'copy', clock)))
  await holdBoth(move, sides, fence)
  await dropFeed(sides, move, 'source')
  const { database } = move.target
  if (stage === 'copying') await emptyDatabase(sides.target, database, holdStatement(move, fence))
  const content = await contentOf(sides.target, database)
  if (content.length > 0) throw new DiagnosticError(problem('MOVE_TARGET_NOT_EMPTY', { database, objects: content.join(', ') }))
  await setState(sides.target, move, `stage = 'copying', result = NULL`)
}

/** Evidence in both ways of counting: file and position, and the GTIDs up to there. */
async function gtidOf(source: Session, { file, position }: LogPosition): Promise<string> {
  const { gtid } = await source.one<{ gtid: string | null }>('SELECT BINLOG_GTID_POS(?, ?) AS gtid', [file, position])
  return `${file}:${position}${gtid ? ` gtid ${gtid}` : ''}`
}

/** Events come over asleep and wake with the switch. */
async function sleepingEvents(source: Session, move: DatabaseMove): Promise<CopyResult['skipped']> {
  return (await enabledEvents(source, move.source.database)).map((object) => ({ object, reason: 'event_off' as const }))
}
