import type { StepContext } from '../../../model/step.js'
import type { Clock } from '../../../ports/clock.js'
import type { DatabaseMove, Side } from '../../../ports/data-mover.js'
import type { Session } from '../connection.js'
import { closeDoors, existingAccounts, lockStatement, openAccounts, servesOthers } from './doors.js'
import { startEvents } from './events.js'
import { admitFeed, createFeed, dropFeed, feedStatus } from './feed.js'
import { endSessions } from './leftovers.js'
import { namesOf, otherSide } from './names.js'
import { withSides, type Sides } from './sides.js'
import { holdBoth, holdStatement, readState, servingSide, setState, statesOf, type SideState } from './state.js'

/** What a new worker does first: takes the move, then brings both sides to what the last committed opening says. */
export async function recover(move: DatabaseMove, context: StepContext, clock: Clock): Promise<Side> {
  return await withSides(move, 'control', async (sides) => {
    if (!await readState(sides.source, move) || !await readState(sides.target, move)) return await sideWithOpenDoor(move, sides)
    return await settle(move, sides, context.fence, clock)
  })
}

/** Without state of ours nothing is under way: not begun, or finished. */
async function sideWithOpenDoor(move: DatabaseMove, sides: Sides): Promise<Side> {
  const [old, fresh] = await Promise.all([openAccounts(sides.source, move.appRoles), openAccounts(sides.target, move.appRoles)])
  return old.length === 0 && fresh.length > 0 ? 'target' : 'source'
}

/**
 * Finishes a switch that had opened and undoes one that had not. Order matters: the older worker is locked out and its sessions are gone before the
 * truth is read, the serving side opens before anything else, and the feed towards it is gone before the feed away from it runs.
 */
export async function settle(
  move: DatabaseMove, sides: Sides, number: number, clock: Clock, sessions: 'end sessions' | 'keep sessions' = 'end sessions',
): Promise<Side> {
  await holdBoth(move, sides, number)
  if (sessions === 'end sessions') await Promise.all([sides.source, sides.target].map((session) => endSessions(session, move, 'switch', clock)))
  await Promise.all([sides.source, sides.target].map((session) => setState(session, move, 'attempt = NULL')))
  const states = await statesOf(move, sides)
  const serving = servingSide(states)
  const other = otherSide(serving)
  await openDoors(sides[serving], move, states[serving], number)
  if (states.target.stage !== 'copied') return serving
  await closeDoors(sides[other], move.source.database, move.appRoles, clock, holdStatement(move, number))
  await holdBoth(move, sides, number)
  await dropFeed(sides, move, other)
  await keepFeed(sides, move, serving, states[serving], clock)
  return serving
}

/** Opens what the move found open when it began, and only while this worker still holds it. An account that was dropped since keeps no other one out. */
export async function openDoors(session: Session, move: DatabaseMove, { doors, events, belt }: SideState, number: number): Promise<void> {
  const existing = await existingAccounts(session, doors)
  await session.run([holdStatement(move, number), ...(belt ? ['SET GLOBAL read_only = 0'] : []), lockStatement(existing, 'UNLOCK')].join('; '))
  if (belt) await setState(session, move, 'belt = 0')
  await startEvents(session, move.source.database, events)
}

/** read_only beside the locked accounts, on a closed side that serves nobody else: it holds accounts that nobody named. Not while our lock is held. */
export async function fastenBelt(session: Session, move: DatabaseMove, number: number): Promise<void> {
  const { held } = await session.one<{ held: number }>('SELECT @@global.read_only <> 0 AS held')
  if (held === 1 || await servesOthers(session, move.source.database)) return
  await session.run(holdStatement(move, number))
  await setState(session, move, 'belt = 1')
  await session.run(`${holdStatement(move, number)}; SET GLOBAL read_only = 1`)
}

/** Makes the feed that the serving side's row asks for, once, and lets it run. */
async function keepFeed(sides: Sides, move: DatabaseMove, from: Side, state: SideState, clock: Clock): Promise<void> {
  const exists = await feedStatus(sides[otherSide(from)], namesOf(move).feedFrom[from]) !== undefined
  if (!exists && !state.feed) return
  if (!exists && state.feed) await createFeed(sides, move, from, state.feed)
  if (state.feed) await setState(sides[from], move, 'feed_file = NULL, feed_position = NULL')
  await admitFeed(sides, move, from, clock)
}
