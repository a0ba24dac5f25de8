import { DiagnosticError, problem } from '../../../diagnostics/diagnostic.js'
import type { CopyResult, FilesMove, Side } from '../../../ports/data-mover.js'
import type { Place } from '../host/host.js'
import { guarded, putFile, status } from './guarded.js'
import { STATE_FOLDER, type Sides } from './sides.js'

/** One side's own word: what a worker that comes after another one believes. */
export interface SideState {
  readonly side: Side
  readonly move: string
  /** Rises with every opening; the side with the higher one serves. */
  readonly epoch: number
  readonly stage: 'prepared' | 'copying' | 'copied'
  readonly result: CopyResult | null
  /** The switch that may open this side. */
  readonly switch: string | null
  /** That switch lacks nothing but the opening. */
  readonly ready: boolean
  /** Passes were given up: there is no way to this side any more but a new copy. */
  readonly released: boolean
}

export type States = Readonly<Record<Side, SideState>>

/** Mode, user and group of a tree's root as `2770 1000 1000`. */
export type RootMode = string

export interface SideReading {
  readonly root: RootMode
  readonly state: SideState | undefined
  /** What the root was before this move closed it; undefined when it is open again or never was closed. */
  readonly door: RootMode | undefined
  /** What the site's own command has done, or was doing: `closing` or `closed`; undefined when the door is open. */
  readonly command: string | undefined
}

/** In the tree, whose folder of ours may not be there. */
const readScript = `cd "$1" || exit ${status.unprepared}
  of() { cat "${STATE_FOLDER}/$1" 2>/dev/null; }
  printf '%s\\0' "$(stat -c '%a %u %g' .)" "$(of door)" "$(of closed)" "$(of state.json)"
`

export async function readSide(place: Place): Promise<SideReading> {
  const { exit, output, errors } = await place.host.run({ script: readScript, parameters: [place.tree.path] })
  if (exit !== 0) throw new DiagnosticError(problem('FILES_TREE_MISSING', { place: place.side, path: place.tree.path, detail: errors }))
  return parse(output)
}

/** The state is JSON that this adapter alone writes, always whole. */
function parse(output: string): SideReading {
  const [root = '', door = '', command = '', json = ''] = output.split('\0')
  const state: SideState | undefined = json === '' ? undefined : JSON.parse(Buffer.from(json, 'latin1').toString('utf8'))
  return { root, door: door || undefined, command: command || undefined, state }
}

export type Readings = Readonly<Record<Side, SideReading>>

export async function readBoth(sides: Sides): Promise<Readings> {
  const [source, target] = await Promise.all([readSide(sides.source), readSide(sides.target)])
  return { source, target }
}

/** Both states, or the error that says to prepare first. */
export async function statesOf(move: FilesMove, sides: Sides): Promise<States> {
  return statesIn(move, await readBoth(sides))
}

export function statesIn(move: FilesMove, { source, target }: Readings): States {
  for (const [side, { state }] of [['source', source], ['target', target]] as const) {
    if (!state) throw new DiagnosticError(problem('FILES_NOT_PREPARED', { place: side, path: move[side].path }))
  }
  return { source: source.state!, target: target.state! }
}

export function servingSide(states: States): Side {
  return states.target.epoch > states.source.epoch ? 'target' : 'source'
}

/**
 * Changes what is named and leaves the rest. One worker a move, so reading and writing need no common lock; but an opening of its own whose answer was
 * lost may come in between, and an older epoch written over it would leave both sides open.
 */
export async function changeState(place: Place, number: number, change: Partial<SideState>): Promise<SideState> {
  const { state } = await readSide(place)
  if (!state) throw new DiagnosticError(problem('FILES_NOT_PREPARED', { place: place.side, path: place.tree.path }))
  const changed = { ...state, ...change }
  const same = `grep -qF "\\"epoch\\":$1," state.json || exit ${status.takenOver}\n`
  await guarded(place, number, { script: same + putFile('state.json'), parameters: [String(state.epoch)], input: JSON.stringify(changed) })
  return changed
}

/** Takes the move for this worker on both sides, a worker with a lower number being refused from then on, and says how they stand. */
export async function holdBoth(sides: Sides, number: number): Promise<Readings> {
  const script = readScript.replace('"$1"', '..')
  // Neither is left at work behind the error of the other.
  const [source, target] = (await Promise.allSettled([sides.source, sides.target].map((place) => guarded(place, number, { script })))).map((result) => {
    if (result.status === 'rejected') throw result.reason
    return parse(result.value.output)
  })
  return { source: source!, target: target! }
}
