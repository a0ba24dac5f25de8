import type { StepContext } from '../../../model/step.js'
import type { Clock } from '../../../ports/clock.js'
import type { DatabaseMove, DatabaseSource } from '../../../ports/data-mover.js'
import { withSession, type Session } from '../connection.js'
import { identifier } from '../sql/quote.js'
import { closeDoors } from './doors.js'
import { dropFeed } from './feed.js'
import { changedIdentities, resetIdentities } from './identity.js'
import { endSessions } from './leftovers.js'
import { namesOf } from './names.js'
import { settle } from './recover.js'
import { withSides } from './sides.js'
import { hold, readState } from './state.js'

/** Repeatable: what is gone already is passed over, and the list of changed identities is the last thing to go. */
export async function finish(move: DatabaseMove, context: StepContext, clock: Clock): Promise<void> {
  await withSides(move, 'control', async (sides) => {
    const both = [sides.source, sides.target]
    const prepared = await Promise.all(both.map(async (session) => ((await readState(session)) ? session : undefined)))
    const held = prepared.filter((session) => session !== undefined)
    for (const session of held) await hold(session, context.fence)
    // A switch that was interrupted may have left both doors closed; once our state is gone nobody knows any more which to open.
    if (held.length === both.length) await settle(move, sides, context.fence, clock)
    for (const session of both) await endSessions(session, move, 'switch')
    await dropFeed(sides, move, 'source', clock)
    await dropFeed(sides, move, 'target', clock)
    for (const session of both) await session.run(`DROP PUBLICATION IF EXISTS ${identifier(namesOf(move).publication)}`)
    const changed = new Map((await Promise.all(held.map(changedIdentities))).flat().map((one) => [one.relation, one]))
    for (const session of both) await resetIdentities(session, [...changed.values()], clock)
    for (const session of held) await dropSchema(session)
  })
}

async function dropSchema(session: Session): Promise<void> {
  await session.run('DROP SCHEMA IF EXISTS qianyun_mig CASCADE')
}

/** For a system that is not moved: its roles stay, and cannot log in. */
export async function retire({ source, appRoles }: DatabaseSource, clock: Clock): Promise<void> {
  await withSession(source, { application: 'qianyun:retire', place: 'source' }, (session) => closeDoors(session, appRoles, clock))
}
