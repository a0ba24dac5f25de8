import { DiagnosticError, problem } from '../../../diagnostics/diagnostic.js'
import type { StepContext } from '../../../model/step.js'
import type { FilesMove, Side, SwitchSession } from '../../../ports/data-mover.js'
import { partsOf } from './copy.js'
import type { FilesMoverOptions } from './options.js'
import { clearIncoming, pass, type PassRequest } from './pass.js'
import { setGate, type Gate } from './running.js'
import { settle } from './settle.js'
import { otherSide, sidesOf, type Sides } from './sides.js'
import { changeState, servingSide, statesOf, type States } from './state.js'
import { FilesSwitch } from './switch-session.js'
import { requireFeed } from './sync-status.js'

/** What the switch needs to know of the time before the fence. */
export interface Prepared {
  readonly move: FilesMove
  readonly sides: Sides
  readonly options: FilesMoverOptions
  readonly from: Side
  readonly to: Side
  readonly number: number
  /** Names this switch in the receiving side's state: the opening succeeds only while it stands there. */
  readonly id: string
  readonly gate: Gate
  readonly states: States
  readonly parts: readonly (readonly string[])[]
  readonly signal: AbortSignal
}

/** Passes before the fence until one is short, so that the last one finds little. */
const SHORT_MS = 2_000
const MOST_PASSES = 3

export async function beginSwitch(move: FilesMove, from: Side, context: StepContext, options: FilesMoverOptions): Promise<SwitchSession> {
  const sides = sidesOf(move, options)
  const before = await statesOf(move, sides)
  requireFeed(move, before)
  const to = otherSide(from)
  if (servingSide(before) !== from) throw new DiagnosticError(problem('MOVE_NOT_SERVING', { name: move.name, place: from, other: to }))
  await settle(move, sides, context.fence, options)
  try {
    const id = options.ids.next('switch')
    const gate: Gate = `switch:${id}`
    const states = await statesOf(move, sides)
    await setGate(sides, context.fence, gate)
    await clearIncoming(sides[to])
    const parts = await partsOf(sides[from], move, states.target.result, context.signal)
    await bringOver({ move, sides, options, from, gate, parts, remove: false, throttled: false, signal: context.signal })
    await changeState(sides[to], context.fence, { switch: id, ready: false })
    return new FilesSwitch({ move, sides, options, from, to, number: context.fence, id, gate, states, parts, signal: context.signal })
  } catch (error) {
    await settle(move, sides, context.fence, options).catch(() => undefined)
    throw error
  }
}

/** What it brought goes to disk now: inside the fence only the last pass is left to be written. */
async function bringOver(request: PassRequest): Promise<void> {
  for (let count = 0; count < MOST_PASSES && (await pass(request)).milliseconds > SHORT_MS; count += 1) request.signal?.throwIfAborted()
  await toDisk(request)
}

/** A side that opened and then lost its power must still hold what the other one was told is kept. */
export async function toDisk({ sides, from, signal }: Pick<PassRequest, 'sides' | 'from' | 'signal'>): Promise<void> {
  const { side, host, tree } = sides[otherSide(from)]
  const { exit, errors } = await host.run({ script: 'sync -f "$1"', parameters: [tree.path], ...signal && { signal } })
  if (exit !== 0) throw new DiagnosticError(problem('FILES_COMMAND_FAILED', { host: tree.ssh?.host ?? side, status: exit, detail: errors }))
}
