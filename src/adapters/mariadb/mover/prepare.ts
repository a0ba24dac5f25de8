import { DiagnosticError, problem } from '../../../diagnostics/diagnostic.js'
import type { StepContext } from '../../../model/step.js'
import type { DatabaseMove, Side } from '../../../ports/data-mover.js'
import type { Session } from '../connection.js'
import { stateSchema, tokenSchema } from '../sql/move-schema.js'
import { identifier } from '../sql/quote.js'
import { copyAccounts, copyDatabaseDefaults } from './accounts.js'
import { openAccounts } from './doors.js'
import { namesOf } from './names.js'
import { raiseThreads } from './parallel-apply.js'
import { requireMovable } from './requirements.js'
import { startScheduler } from './scheduler.js'
import { withSides, type Sides } from './sides.js'
import { holdBoth, readState, stateExists } from './state.js'

/** Order matters: what the move keeps on both sides first, then the accounts, locked on the target before they can be used there. */
export async function prepare(move: DatabaseMove, context: StepContext): Promise<{ fixed: readonly string[] }> {
  return await withSides(move, 'control', async (sides) => {
    await requireMovable(move, sides)
    await refuseOtherMove(move, sides)
    const doors = await openAccounts(sides.source, move.appRoles)
    await Promise.all((['source', 'target'] as const).map((side) => createSchema(sides[side], move, side, doors)))
    await holdBoth(move, sides, context.fence)
    if ((await readState(sides.target, move))?.stage === 'copied') return { fixed: [] }
    await copyDatabaseDefaults(sides, move.source.database)
    const accounts = await copyAccounts(move, sides)
    const raised = await Promise.all((['source', 'target'] as const).map(async (side) => (await raiseThreads(sides[side], move) ? [side] : [])))
    const started = await startScheduler(move, sides) ? ['setting event_scheduler on target'] : []
    return { fixed: [...accounts.map((name) => `account ${name}`), ...raised.flat().map((side) => `setting slave_parallel_threads on ${side}`), ...started] }
  })
}

async function refuseOtherMove(move: DatabaseMove, sides: Sides): Promise<void> {
  for (const side of ['source', 'target'] as const) {
    const other = await otherMove(sides[side], move)
    if (other !== undefined) throw new DiagnosticError(problem('MOVE_OTHER_MOVE', { place: side, name: move.name, other }))
  }
}

/** Another move that this database is part of. */
export async function otherMove(session: Session, move: DatabaseMove): Promise<string | undefined> {
  if (!await stateExists(session)) return undefined
  const [row] = await session.rows<{ move: string }>('SELECT move FROM qianyun_mig.state WHERE content = ? AND move <> ?', [move.source.database, move.name])
  return row?.move
}

/** Moves of other databases of this server. */
export async function otherMoves(session: Session, move: DatabaseMove): Promise<readonly string[]> {
  if (!await stateExists(session)) return []
  const rows = await session.rows<{ move: string }>('SELECT move FROM qianyun_mig.state WHERE content <> ? ORDER BY 1', [move.source.database])
  return rows.map((row) => row.move)
}

async function createSchema(session: Session, move: DatabaseMove, side: Side, doors: readonly string[]): Promise<void> {
  const { schema } = namesOf(move)
  await session.run(stateSchema)
  for (const statement of tokenSchema(schema, move.name)) await session.run(statement)
  await session.run(`INSERT IGNORE INTO ${identifier(schema)}.token VALUES ('source', 'none', 0), ('target', 'none', 0)`)
  await session.rows(
    `INSERT IGNORE INTO qianyun_mig.state (move, side, content, holder, epoch, doors, events, stage) VALUES (?, ?, ?, 0, ?, ?, '[]', 'prepared')`,
    [move.name, side, move.source.database, side === 'source' ? 1 : 0, JSON.stringify(doors)])
}
