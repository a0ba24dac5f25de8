import { DiagnosticError, problem } from '../../../diagnostics/diagnostic.js'
import type { FilesMove, Side } from '../../../ports/data-mover.js'
import type { Place } from '../host/host.js'
import { hostOf } from '../host/host-of.js'
import type { FilesMoverOptions } from './options.js'

export type Sides = Readonly<Record<Side, Place>>

/** Folder of the move in each tree: closed to everybody else, and no part of what is moved. */
export const STATE_FOLDER = '.qianyun'

/** Never part of a tree: the move's own folder, and what a file system keeps for its repair where the tree is a mount point. */
export const NEVER_MOVED = [`/${STATE_FOLDER}/`, '/lost+found/'] as const

/** rsync runs on this machine and can reach one other; both sides elsewhere is refused. */
export function sidesOf(move: FilesMove, options: FilesMoverOptions): Sides {
  if (move.source.ssh && move.target.ssh) throw new DiagnosticError(problem('FILES_TWO_REMOTE', { name: move.name }))
  const place = (side: Side): Place => ({ side, host: hostOf(move[side], options.ssh), tree: move[side] })
  return { source: place('source'), target: place('target') }
}

export const otherSide = (side: Side): Side => (side === 'source' ? 'target' : 'source')

/** The side on this machine; the source where both are. Its folder says which passes may run and which do. */
export const localPlace = ({ source, target }: Sides): Place => (source.host.remote ? target : source)

export const stateFolder = ({ tree }: Place): string => `${tree.path.replace(/\/+$/, '')}/${STATE_FOLDER}`
