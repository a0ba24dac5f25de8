import { DiagnosticError, problem } from '../../diagnostics/diagnostic.js'
import type { Side } from '../../ports/data-mover.js'
import { openDoor, otherSide, servingSide, type SimulatedSystem } from './world.js'

/** Takes the data for a worker; one with a lower number is refused from then on. */
export function hold(one: SimulatedSystem, number: number): void {
  if (number < one.holder) throw new DiagnosticError(problem('MOVE_STALE_WORKER', { detail: `worker ${one.holder} holds the move, this one is ${number}` }))
  one.holder = number
}

/** The opening itself: one moment. Refused when another worker has settled the switch meanwhile. */
export function openOther(one: SimulatedSystem, to: Side, id: string, now: number): void {
  if (one.switching !== id) throw new DiagnosticError(problem('MOVE_SWITCH_TAKEN_OVER'))
  one.sides[to].epoch = one.sides[otherSide(to)].epoch + 1
  one.switching = null
  one.ready = null
  openDoor(one, to, now)
}

/**
 * Finishes a switch that had opened and undoes one that had not, as a new worker does first of all. A switch that stood ready to the side
 * that leads is opened.
 */
export function settle(one: SimulatedSystem, number: number, now: number, lead?: Side): Side {
  hold(one, number)
  if (lead !== undefined && one.ready === lead && one.switching !== null) openOther(one, lead, one.switching, now)
  one.switching = null
  one.ready = null
  const serving = servingSide(one)
  const other = otherSide(serving)
  if (one.stage === 'copied') {
    one.sides[other].open = false
    one.feedFrom[other] = null
  }
  openDoor(one, serving, now)
  const feed = one.feedFrom[serving]
  if (feed) feed.awake = true
  return serving
}
