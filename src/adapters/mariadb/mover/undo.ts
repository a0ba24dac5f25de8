import { DiagnosticError, problem } from '../../../diagnostics/diagnostic.js'
import type { Clock } from '../../../ports/clock.js'
import type { Prepared } from './begin-switch.js'
import { endSessions } from './leftovers.js'
import { openDoors, settle } from './recover.js'
import { connectSide, withSides } from './sides.js'
import { holdStatement, readState } from './state.js'

/**
 * The side that served serves again, first of all and without asking the other side, which may be what failed. Only when the opening had been
 * sent must the other side say first that it did not happen: two open sides would be worse than none.
 */
export async function undoSwitch(prepared: Prepared, openingTried: boolean, clock: Clock): Promise<void> {
  const { move, from, to, number } = prepared
  if (!openingTried) await openAgain(prepared, clock)
  const serving = await settleBoth(prepared, openingTried, clock)
  if (serving !== undefined && serving !== from) throw new DiagnosticError(problem('MOVE_ALREADY_OPEN', { name: move.name, place: to, number }))
}

async function openAgain({ move, from, number }: Prepared, clock: Clock): Promise<void> {
  const session = await connectSide(move, from, 'control')
  try {
    const state = await readState(session, move)
    if (!state) return
    await session.run(holdStatement(move, number))
    // A statement of the fence whose answer was lost would lock the accounts again.
    await endSessions(session, move, 'switch', clock)
    await openDoors(session, move, state, number)
  } finally {
    await session.end()
  }
}

/** With the other side out of reach the rest waits for `recover`. */
async function settleBoth({ move, number }: Prepared, openingTried: boolean, clock: Clock) {
  try {
    return await withSides(move, 'control', (sides) => settle(move, sides, number, clock))
  } catch (error) {
    if (!openingTried && error instanceof DiagnosticError && error.diagnostics[0]?.code === 'MOVE_UNREACHABLE') return undefined
    throw error
  }
}
