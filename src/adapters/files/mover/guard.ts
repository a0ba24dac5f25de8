import { DiagnosticError, problem } from '../../../diagnostics/diagnostic.js'
import type { FilesMove, GuardReading, Side } from '../../../ports/data-mover.js'
import type { FilesMoverOptions } from './options.js'
import { otherSide, sidesOf, type Sides } from './sides.js'
import { readBoth, servingSide } from './state.js'

/** Free share of a file system: below the first it is told, below the second passes must stop before they fill it. */
const ALARM = 0.05
const STOP = 0.01

/** Passes keep no log; what they can exhaust is space and inodes of the side that receives. */
export async function guard(move: FilesMove, options: FilesMoverOptions): Promise<readonly GuardReading[]> {
  const sides = sidesOf(move, options)
  const { source, target } = await readBoth(sides)
  if (!source.state || !target.state) return []
  const receiving = otherSide(servingSide({ source: source.state, target: target.state }))
  return await Promise.all((['source', 'target'] as const).map((side) => reading(sides, side, side === receiving)))
}

async function reading(sides: Sides, side: Side, receives: boolean): Promise<GuardReading> {
  const { blocks, inodes, free } = await freeOf(sides, side)
  const least = Math.min(blocks, inodes)
  const verdict = least < STOP && receives ? 'stop' : least < ALARM ? 'alarm' : 'calm'
  return { side, retained: 0, limit: null, free, verdict }
}

interface Free {
  /** Free shares, 0 to 1. */
  readonly blocks: number
  readonly inodes: number
  /** In bytes. */
  readonly free: number
  readonly freeInodes: number
}

/** What statfs says to everybody but the superuser: a reserve is not counted. File systems without inodes of a fixed number tell 0 of 0. */
export async function freeOf(sides: Sides, side: Side): Promise<Free> {
  const { host, tree } = sides[side]
  const { exit, output, errors } = await host.run({ script: `stat -f -c '%a %b %S %d %c' -- "$1"`, parameters: [tree.path] })
  if (exit !== 0) throw new DiagnosticError(problem('FILES_TREE_MISSING', { place: side, path: tree.path, detail: errors }))
  const [available = 0, all = 0, size = 0, freeInodes = 0, allInodes = 0] = output.trim().split(' ').map(Number)
  const counted = allInodes > 0
  return {
    blocks: all > 0 ? available / all : 1, inodes: counted ? freeInodes / allInodes : 1, free: available * size,
    freeInodes: counted ? freeInodes : Number.POSITIVE_INFINITY,
  }
}
