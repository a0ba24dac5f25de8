import type { StepContext } from '../../../model/step.js'
import type { FilesMove, Side } from '../../../ports/data-mover.js'
import { closeDoor, isOpen, openAsServing, openDoor, surelyOpen } from './door.js'
import type { FilesMoverOptions } from './options.js'
import { setGate, syncGate } from './running.js'
import { otherSide, sidesOf, type Sides } from './sides.js'
import { changeState, holdBoth, readBoth, servingSide, statesIn, type Readings, type States } from './state.js'

/** What a new worker does first: takes the move, then brings both sides to what the last durable opening says. */
export async function recover(move: FilesMove, context: StepContext, options: FilesMoverOptions, lead?: Side): Promise<Side> {
  const sides = sidesOf(move, options)
  const readings = await readBoth(sides)
  if (!readings.source.state || !readings.target.state) return sideWithOpenDoor(move, readings)
  return await settle(move, sides, context.fence, options, lead)
}

/** Without state of ours nothing is under way: not begun, or finished. */
export function sideWithOpenDoor({ door }: FilesMove, { source, target }: Readings): Side {
  return !isOpen(door, source) && isOpen(door, target) ? 'target' : 'source'
}

/**
 * Finishes a switch that had opened and undoes one that had not. Order matters: the older worker is locked out before the truth is read, passes end
 * before a door opens, and the serving side opens before the other one is looked at.
 */
export async function settle(move: FilesMove, sides: Sides, number: number, options: FilesMoverOptions, lead?: Side): Promise<Side> {
  const readings = await holdBoth(sides, number)
  const states = statesIn(move, readings)
  if (lead !== undefined && mayFollow(states, lead)) {
    await follow(move, sides, number, states, lead, readings)
    return await settle(move, sides, number, options)
  }
  const serving = servingSide(states)
  await setGate(sides, number, gateOf(states))
  await Promise.all((['source', 'target'] as const).map((side) => cancelSwitch(sides, number, states, side)))
  if (!surelyOpen(move.door, readings[serving])) await openDoor(sides[serving], move.door, number)
  const other = otherSide(serving)
  if (isOpen(move.door, readings[other])) await closeDoor(sides[other], move.door, number, options.clock)
  return serving
}

export function gateOf(states: States): 'none' | ReturnType<typeof syncGate> {
  const serving = servingSide(states)
  return states[serving].released || states.target.stage !== 'copied' ? 'none' : syncGate(serving, states[serving].epoch)
}

/** The part that leads serves there, and here nothing was missing but the opening. */
function mayFollow(states: States, lead: Side): boolean {
  return lead !== servingSide(states) && states[lead].switch !== null && states[lead].ready
}

async function follow(move: FilesMove, sides: Sides, number: number, states: States, lead: Side, readings: Readings): Promise<void> {
  const opened = { ...states[lead], epoch: states[otherSide(lead)].epoch + 1 }
  const { door: root = '' } = readings[otherSide(lead)]
  await openAsServing(sides[lead], move.door, number, { id: opened.switch ?? '', state: JSON.stringify(opened), root })
}

async function cancelSwitch(sides: Sides, number: number, states: States, side: Side): Promise<void> {
  if (states[side].switch !== null || states[side].ready) await changeState(sides[side], number, { switch: null, ready: false })
}
