import { DiagnosticError, problem } from '../../../diagnostics/diagnostic.js'
import type { StepContext } from '../../../model/step.js'
import type { FilesMove } from '../../../ports/data-mover.js'
import type { Place } from '../host/host.js'
import { closeDoor, isOpen } from './door.js'
import { requirePatterns } from './exclude.js'
import { guarded, putFile } from './guarded.js'
import type { FilesMoverOptions } from './options.js'
import { requireUsable } from './requirements.js'
import { setGate } from './running.js'
import { otherSide, sidesOf, STATE_FOLDER, type Sides } from './sides.js'
import { gateOf } from './settle.js'
import { holdBoth, readBoth, servingSide, statesIn, type SideState } from './state.js'

/** Marks both trees as this move's, and closes the door of the one that does not serve. */
export async function prepare(move: FilesMove, context: StepContext, options: FilesMoverOptions): Promise<{ fixed: readonly string[] }> {
  const sides = sidesOf(move, options)
  requirePatterns(move.exclude)
  await requireUsable(move, sides)
  await refuseOtherMove(move, sides)
  const { target } = await readBoth(sides)
  if (!target.state) await requireEmpty(sides.target)
  for (const side of ['source', 'target'] as const) await createState(sides[side], context.fence, stateAtFirst(move, side))
  const states = statesIn(move, await holdBoth(sides, context.fence))
  if (states.target.stage === 'prepared') await setGate(sides, context.fence, gateOf(states))
  const receiving = otherSide(servingSide(states))
  if (isOpen(move.door, (await readBoth(sides))[receiving])) await closeDoor(sides[receiving], move.door, context.fence, options.clock)
  return { fixed: [] }
}

const stateAtFirst = (move: FilesMove, side: SideState['side']): SideState => ({
  side, move: move.name, epoch: side === 'source' ? 1 : 0, stage: 'prepared', result: null, switch: null, ready: false, released: false,
})

async function refuseOtherMove(move: FilesMove, sides: Sides): Promise<void> {
  const readings = await readBoth(sides)
  for (const side of ['source', 'target'] as const) {
    const { state } = readings[side]
    if (state && (state.move !== move.name || state.side !== side)) {
      throw new DiagnosticError(problem('FILES_OTHER_MOVE', { place: side, path: move[side].path, name: move.name, other: state.move }))
    }
  }
}

async function requireEmpty({ host, tree }: Place): Promise<void> {
  const script = `cd "$1" && find . -mindepth 1 -maxdepth 1 ! -name ${STATE_FOLDER} ! -name lost+found -printf x`
  const { output } = await host.run({ script, parameters: [tree.path] })
  if (output !== '') throw new DiagnosticError(problem('FILES_TARGET_NOT_EMPTY', { path: tree.path, count: output.length }))
}

async function createState(place: Place, number: number, state: SideState): Promise<void> {
  const folder = await place.host.run({ script: `umask 077; mkdir -p "$1/${STATE_FOLDER}"`, parameters: [place.tree.path] })
  const host = place.tree.ssh?.host ?? 'localhost'
  if (folder.exit !== 0) throw new DiagnosticError(problem('FILES_COMMAND_FAILED', { host, status: folder.exit, detail: folder.errors }))
  await guarded(place, number, { script: `[ -f state.json ] || {\n${putFile('state.json')}}`, input: JSON.stringify(state) })
}
