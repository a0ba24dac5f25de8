import { DiagnosticError, problem } from '../../../diagnostics/diagnostic.js'
import { seconds } from '../../../model/duration.js'
import type { StepContext } from '../../../model/step.js'
import type { Side } from '../../../ports/data-mover.js'
import type { Part, PartMover } from './part.js'

/** Twice the time one part may take inside a cutover: users of the lead are at work already, and only this part's data is closed. */
const DRAIN_DEADLINE = seconds(20)

/** Brings a part to the side where its lead serves: completes the switch it stood ready for, or takes it over there by one of its own. */
export async function takeAlong(mover: PartMover, part: Part, serving: Side, context: StepContext): Promise<void> {
  const there = await mover.recover(part, context, serving)
  if (there === serving) return
  const session = await mover.beginSwitch(part, there, context)
  try {
    await session.fence()
    await session.drain(DRAIN_DEADLINE)
    await session.fixups()
    await session.snapshots()
    await session.reverse()
    await session.open()
  } catch (cause) {
    // Whatever kept it from opening: users work with the other part already, so it is tried again, unlike a switch that was undone as a whole.
    throw new DiagnosticError(problem('RUN_PART_LEFT_BEHIND', { system: part.system, part: part.name, side: serving, place: '<place>' }, { cause }))
  } finally {
    // Closing a session that has not opened undoes it.
    await session.close()
  }
}
