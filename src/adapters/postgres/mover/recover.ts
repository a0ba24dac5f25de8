import type { StepContext } from '../../../model/step.js'
import type { Clock } from '../../../ports/clock.js'
import type { DatabaseMove, Side } from '../../../ports/data-mover.js'
import type { Session } from '../connection.js'
import { identifier } from '../sql/quote.js'
import { closeDoors, openDoors } from './doors.js'
import { dropFeed, subscriptionExists } from './feed.js'
import { endSessions } from './leftovers.js'
import { namesOf, otherSide } from './names.js'
import { withSides, type Sides } from './sides.js'
import { holdBoth, openRoles, readState, servingSide, statesOf } from './state.js'

/**
 * What a new worker does first: takes the move, then brings both sides to what the last committed opening says. Follows no lead: where a system has
 * a database, it is the database that leads.
 */
export async function recover(move: DatabaseMove, context: StepContext, clock: Clock): Promise<Side> {
  return await withSides(move, 'control', async (sides) => {
    if (!await readState(sides.source) || !await readState(sides.target)) return await sideWithOpenDoor(move, sides)
    return await settle(move, sides, context.fence, clock)
  })
}

/** Without state of ours nothing is under way: not begun, or finished. */
async function sideWithOpenDoor(move: DatabaseMove, sides: Sides): Promise<Side> {
  const [old, fresh] = await Promise.all([openRoles(sides.source, move.appRoles), openRoles(sides.target, move.appRoles)])
  return old.length === 0 && fresh.length > 0 ? 'target' : 'source'
}

/**
 * Finishes a switch that had opened and undoes one that had not. Order matters: the older worker is locked out before the truth is read,
 * the serving side opens before anything else, and the feed towards it is gone before the feed away from it runs again, or rows would go round.
 */
export async function settle(
  move: DatabaseMove, sides: Sides, number: number, clock: Clock, sessions: 'end sessions' | 'keep sessions' = 'end sessions',
): Promise<Side> {
  await holdBoth(sides, number)
  await Promise.all([sides.source, sides.target].map((session) => cancelSwitch(session)))
  const states = await statesOf(move, sides)
  const serving = servingSide(states)
  const other = otherSide(serving)
  await openDoors(sides[serving], states[serving].doors, number)
  if (sessions === 'end sessions') await Promise.all([sides.source, sides.target].map((session) => endSessions(session, move, 'switch')))
  if (states.target.stage !== 'copied') return serving
  // A worker that stood still since may find that another one has opened this very side.
  await closeDoors(sides[other], move.appRoles, clock, number)
  await holdBoth(sides, number)
  await dropFeed(sides, move, other, clock)
  await enableFeed(sides[other], namesOf(move).feedFrom[serving])
  return serving
}

/** Waits for an opening that is being committed at this moment, and makes one that comes later fail. */
async function cancelSwitch(session: Session): Promise<void> {
  await session.rows('UPDATE qianyun_mig.state SET switch = NULL')
}

async function enableFeed(receiver: Session, name: string): Promise<void> {
  if (await subscriptionExists(receiver, name)) await receiver.run(`ALTER SUBSCRIPTION ${identifier(name)} ENABLE`)
}
