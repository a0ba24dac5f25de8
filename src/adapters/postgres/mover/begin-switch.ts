import { randomUUID } from 'node:crypto'
import { DiagnosticError, problem } from '../../../diagnostics/diagnostic.js'
import type { StepContext } from '../../../model/step.js'
import type { DatabaseMove, Side, SwitchSession } from '../../../ports/data-mover.js'
import type { Session } from '../connection.js'
import { existingRoles } from './doors.js'
import { createSlot, ensurePublication, feedExists, subscriptionStatement } from './feed.js'
import { syncLargeObjectDelta, syncLargeObjects, type LargeObjectsKnown } from './large-objects.js'
import { namesOf, otherSide } from './names.js'
import type { MoverOptions } from './options.js'
import { settle } from './recover.js'
import { sequenceReader, setSequences } from './sequences.js'
import { withSides, type Sides } from './sides.js'
import { servingSide, statesOf } from './state.js'
import { PostgresSwitch } from './switch-session.js'
import { refreshViews } from './views.js'
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
  readonly roles: readonly string[]
  readonly objects: LargeObjectsKnown
}

/** Everything that can be done before the fence is done here; what can be slow (views, large objects, the new slot) above all. */
export async function beginSwitch(move: DatabaseMove, from: Side, context: StepContext, options: MoverOptions): Promise<SwitchSession> {
  const to = otherSide(from)
  const prepared = await withSides(move, 'control', async (sides): Promise<Prepared> => {
    await requireServing(move, sides, from, context, options)
    return await orUndone(move, context, options, async () => {
      await prepareReverse(move, sides, from)
      const objects = await bringOver(sides[from], sides[to])
      const id = randomUUID()
      await sides[to].rows('UPDATE qianyun_mig.state SET switch = $1', [id])
      const states = await statesOf(move, sides)
      return { move, from, to, number: context.fence, id, epoch: states[from].epoch + 1, roles: await existingRoles(sides[from], move.appRoles), objects }
    })
  })
  const warm = await orUndone(move, context, options, () => openWarm(prepared))
  return new PostgresSwitch(prepared, warm, options)
}

/** A switch that cannot begin leaves nothing: its slot would keep the receiving side's log until the disk is full. */
async function orUndone<T>(move: DatabaseMove, context: StepContext, { clock }: MoverOptions, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    await withSides(move, 'control', (sides) => settle(move, sides, context.fence, clock)).catch(() => undefined)
    throw error
  }
}

async function requireServing(move: DatabaseMove, sides: Sides, from: Side, context: StepContext, { clock }: MoverOptions): Promise<void> {
  const before = await statesOf(move, sides)
  if (before.target.stage !== 'copied') throw new DiagnosticError(problem('MOVE_NOT_COPIED', { name: move.name }))
  if (servingSide(before) !== from) throw new DiagnosticError(problem('MOVE_NOT_SERVING', { name: move.name, place: from, other: otherSide(from) }))
  await settle(move, sides, context.fence, clock)
  if (!await feedExists(sides, move, from)) throw new DiagnosticError(problem('MOVE_NO_FEED', { name: move.name, place: from }))
}

/**
 * The slot that will hold the receiving side's writes, and the serving side's subscription to it, asleep. Until the switch opens or is undone
 * the slot keeps the receiving side's log: a session must not be left open for long.
 */
async function prepareReverse(move: DatabaseMove, sides: Sides, from: Side): Promise<void> {
  const to = otherSide(from)
  await ensurePublication(sides[to], move)
  await createSlot(sides[to], namesOf(move).feedFrom[to])
  await sides[from].run(await subscriptionStatement(sides[from], move, to, false))
}

/** The long part of what the feed does not carry; twice for large objects, so that the part inside the fence starts from a moment ago. */
async function bringOver(serving: Session, receiving: Session): Promise<LargeObjectsKnown> {
  await refreshViews(serving, receiving)
  const read = await sequenceReader(serving)
  const present = await sequenceReader(receiving)
  await setSequences(receiving, await read(), await present())
  return await syncLargeObjectDelta(serving, receiving, await syncLargeObjects(serving, receiving))
}

