import { randomUUID } from 'node:crypto'
import { DiagnosticError, problem } from '../../../diagnostics/diagnostic.js'
import type { StepContext } from '../../../model/step.js'
import type { DatabaseMove, Side, SwitchSession } from '../../../ports/data-mover.js'
import { existingAccounts } from './doors.js'
import { enabledEvents } from './events.js'
import { feedStatus, requireRunning } from './feed.js'
import { namesOf, otherSide } from './names.js'
import type { MoverOptions } from './options.js'
import { settle } from './recover.js'
import { withSides, type Sides } from './sides.js'
import { servingSide, setState, statesOf } from './state.js'
import { MariadbSwitch } from './switch-session.js'
import { openWarm } from './warm.js'

/** What the switch needs to know of the time before the fence. */
export interface Prepared {
  readonly move: DatabaseMove
  readonly from: Side
  readonly to: Side
  readonly number: number
  /** Names this switch in the receiving side's state: the opening succeeds only while it stands there. */
  readonly id: string
  readonly epoch: number
  readonly accounts: readonly string[]
  /** Accounts that the receiving side unlocks. */
  readonly doors: readonly string[]
  readonly belt: boolean
}

/** Everything that can be done before the fence is done here. */
export async function beginSwitch(move: DatabaseMove, from: Side, context: StepContext, options: MoverOptions): Promise<SwitchSession> {
  const prepared = await withSides(move, 'control', async (sides): Promise<Prepared> => {
    await requireServing(move, sides, from, context, options)
    return await prepareSwitch(move, sides, from, context)
  })
  try {
    return new MariadbSwitch(prepared, await openWarm(prepared, options.clock), options)
  } catch (error) {
    await withSides(move, 'control', (sides) => settle(move, sides, context.fence, options.clock)).catch(() => undefined)
    throw error
  }
}

async function requireServing(move: DatabaseMove, sides: Sides, from: Side, context: StepContext, { clock }: MoverOptions): Promise<void> {
  const before = await statesOf(move, sides)
  if (before.target.stage !== 'copied') throw new DiagnosticError(problem('MOVE_NOT_COPIED', { name: move.name }))
  if (servingSide(before) !== from) throw new DiagnosticError(problem('MOVE_NOT_SERVING', { name: move.name, place: from, other: otherSide(from) }))
  await settle(move, sides, context.fence, clock)
  requireRunning(move, from, await feedStatus(sides[otherSide(from)], namesOf(move).feedFrom[from]))
}

/** Both sides learn which events run where the door is open: the one that is closed may have to wake them again. */
async function prepareSwitch(move: DatabaseMove, sides: Sides, from: Side, context: StepContext): Promise<Prepared> {
  const to = otherSide(from)
  const id = randomUUID()
  const events = JSON.stringify(await enabledEvents(sides[from], move.source.database))
  await setState(sides[from], move, 'events = ?', [events])
  await setState(sides[to], move, 'events = ?, attempt = ?', [events, id])
  const states = await statesOf(move, sides)
  return {
    move, from, to, id, number: context.fence, epoch: states[from].epoch + 1, belt: states[to].belt,
    accounts: await existingAccounts(sides[from], move.appRoles), doors: await existingAccounts(sides[to], states[to].doors),
  }
}
