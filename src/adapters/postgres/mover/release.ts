import type { StepContext } from '../../../model/step.js'
import type { Clock } from '../../../ports/clock.js'
import type { DatabaseMove, Side } from '../../../ports/data-mover.js'
import { withSession } from '../connection.js'
import { dropFeed, dropSlot } from './feed.js'
import { endSessions } from './leftovers.js'
import { endpointOf, namesOf } from './names.js'
import { withSides } from './sides.js'
import { hold, readState, servingSide, statesOf } from './state.js'

/**
 * Gives up both feeds; whoever serves goes on serving. Order matters: each side is rid of its slot first and without asking the other one, which may be
 * out of reach and the very reason. Then the rest, for which both must answer (call again when they do): subscriptions, a switch that is under way must
 * not open any more, and before the switch the copy counts for nothing and starts over. Behind the switch there is no way back from here on: `status`
 * shows no feed, and a switch back is refused.
 */
export async function release(move: DatabaseMove, context: StepContext, clock: Clock): Promise<void> {
  const outcomes = await Promise.allSettled((['source', 'target'] as const).map((side) => freeLog(move, side, context.fence, clock)))
  const failed = outcomes.find((outcome) => outcome.status === 'rejected')
  if (failed) throw failed.reason
  await withSides(move, 'control', async (sides) => {
    await dropFeed(sides, move, 'source', clock)
    await dropFeed(sides, move, 'target', clock)
    if (!await readState(sides.source) || !await readState(sides.target)) return
    for (const session of [sides.source, sides.target]) await session.rows('UPDATE qianyun_mig.state SET switch = NULL')
    const states = await statesOf(move, sides)
    // In one transaction: a worker that stood still must not take the mark from a copy that has been opened since.
    if (servingSide(states) !== 'source') return
    await sides.target.run(`SELECT qianyun_mig.hold(${context.fence}); UPDATE qianyun_mig.state SET stage = 'copying', result = NULL WHERE stage = 'copied'`)
  })
}

async function freeLog(move: DatabaseMove, side: Side, number: number, clock: Clock): Promise<void> {
  const { application, feedFrom } = namesOf(move)
  await withSession(endpointOf(move, side), { application: `${application}:control`, place: side }, async (session) => {
    if (await readState(session)) await hold(session, number)
    // A copy that goes on would end in a feed without a slot.
    await endSessions(session, move, 'copy')
    await dropSlot(session, feedFrom[side], clock)
  })
}
