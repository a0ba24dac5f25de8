import type { StepContext } from '../../../model/step.js'
import type { Clock } from '../../../ports/clock.js'
import type { DatabaseMove, DatabaseSource } from '../../../ports/data-mover.js'
import { withSession, type Session } from '../connection.js'
import { identifier } from '../sql/quote.js'
import { closeDoors } from './doors.js'
import { dropFeed } from './feed.js'
import { endSessions } from './leftovers.js'
import { namesOf } from './names.js'
import { restoreThreads } from './parallel-apply.js'
import { settle } from './recover.js'
import { withSides } from './sides.js'
import { holdStatement, readState, servingSide, setState, stateExists, statesOf } from './state.js'

/** Repeatable: what is gone already is passed over. */
export async function finish(move: DatabaseMove, context: StepContext, clock: Clock): Promise<void> {
  await withSides(move, 'control', async (sides) => {
    const both = [sides.source, sides.target]
    const prepared = await Promise.all(both.map(async (session) => ((await readState(session, move)) ? session : undefined)))
    const held = prepared.filter((session) => session !== undefined)
    for (const session of held) await session.run(holdStatement(move, context.fence))
    // A switch that was interrupted may have left both doors closed; once our state is gone nobody knows any more which to open.
    if (held.length === both.length) await settle(move, sides, context.fence, clock)
    for (const session of both) await endSessions(session, move, 'switch', clock)
    await dropFeed(sides, move, 'source')
    await dropFeed(sides, move, 'target')
    for (const session of both) await dropSchema(session, move)
  })
}

/** The state that all moves share goes with the last of them. */
async function dropSchema(session: Session, move: DatabaseMove): Promise<void> {
  const stated = await stateExists(session)
  if (stated) await restoreThreads(session, move)
  // The row before the procedures: a row without them could be held by nobody, and so never be removed.
  if (stated) await session.rows('DELETE FROM qianyun_mig.state WHERE move = ?', [move.name])
  await session.run(`DROP DATABASE IF EXISTS ${identifier(namesOf(move).schema)}`)
  if (!stated) return
  const left = await session.rows('SELECT 1 FROM qianyun_mig.state LIMIT 1')
  if (left.length === 0) await session.run('DROP DATABASE qianyun_mig')
}

/** For a system that is not moved: its accounts stay, and cannot log in. */
export async function retire({ source, appRoles }: DatabaseSource, clock: Clock): Promise<void> {
  const session = { application: 'qianyun:retire', place: 'source', database: 'information_schema' }
  await withSession(source, session, (open) => closeDoors(open, source.database, appRoles, clock))
}

/** Both feeds go; whoever serves goes on serving. Before the switch the copy is worth nothing without its feed. */
export async function release(move: DatabaseMove, context: StepContext): Promise<void> {
  await withSides(move, 'control', async (sides) => {
    const serving = servingSide(await statesOf(move, sides))
    for (const session of [sides.source, sides.target]) {
      await session.run(holdStatement(move, context.fence))
      await setState(session, move, 'feed_file = NULL, feed_position = NULL')
    }
    await dropFeed(sides, move, 'source')
    await dropFeed(sides, move, 'target')
    if (serving === 'source') await setState(sides.target, move, `stage = 'copying', result = NULL`)
  })
}
