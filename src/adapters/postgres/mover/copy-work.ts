import type { StepContext } from '../../../model/step.js'
import type { CopyResult, DatabaseMove } from '../../../ports/data-mover.js'
import type { MoverOptions } from './options.js'
import type { Sides } from './sides.js'

/** What a copier is given: an empty target, a snapshot to read, a folder of its own. */
export interface CopyWork {
  readonly move: DatabaseMove
  readonly sides: Sides
  readonly snapshot: string
  readonly folder: string
  readonly context: StepContext
  readonly options: MoverOptions
  /** Lets the snapshot go: all that was to be read has been read, or is read by sessions that hold it themselves. */
  release(): Promise<void>
}

/** What a copier tells of its work; `rows` is missing where it does not count them. */
export interface CopyReport {
  readonly rows?: number
  readonly copier: CopyResult['copier']
}

/** Leaves on the target everything but publications, subscriptions and our own schema; statistics too. */
export type RunCopier = (work: CopyWork) => Promise<CopyReport>
