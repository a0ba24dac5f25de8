import { DiagnosticError, problem } from '../../../diagnostics/diagnostic.js'
import type { Clock } from '../../../ports/clock.js'
import { withSession } from '../connection.js'
import type { Prepared } from './begin-switch.js'
import { openDoors } from './doors.js'
import { endSessions } from './leftovers.js'
import { endpointOf, namesOf } from './names.js'
import { settle } from './recover.js'
import { withSides } from './sides.js'
import { readState } from './state.js'

/**
 * The side that served serves again, first of all and without asking the other side, which may be what failed. Only when the opening had been
 * sent must the other side say first that it did not happen: two open sides would be worse than none.
 */
export async function undoSwitch(prepared: Prepared, openingTried: boolean, clock: Clock): Promise<void> {
  const { move, from, to, number } = prepared
  if (!openingTried) await openAgain(prepared)
  const serving = await settleBoth(prepared, openingTried, clock)
  if (serving !== undefined && serving !== from) throw new DiagnosticError(problem('MOVE_ALREADY_OPEN', { name: move.name, place: to, number }))
}

async function openAgain({ move, from, number }: Prepared): Promise<void> {
  await withSession(endpointOf(move, from), { application: `${namesOf(move).application}:control`, place: from }, async (session) => {
    const state = await readState(session)
    if (!state) return
    await openDoors(session, state.doors, number)
    // A call of the fence whose answer was lost would go on ending the application's sessions.
    await endSessions(session, move, 'switch')
  })
}

/** With the other side out of reach the rest waits for `recover`: a slot and a sleeping subscription, which the next switch removes too. */
async function settleBoth({ move, number }: Prepared, openingTried: boolean, clock: Clock) {
  try {
    return await withSides(move, 'control', (sides) => settle(move, sides, number, clock))
  } catch (error) {
    if (!openingTried && error instanceof DiagnosticError && error.diagnostics[0]?.code === 'MOVE_UNREACHABLE') return undefined
    throw error
  }
}
