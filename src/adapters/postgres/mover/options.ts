import type { Clock } from '../../../ports/clock.js'
import type { Throttle } from '../../../ports/throttle.js'

export interface MoverOptions {
  /** Folder of pg_dump and pg_restore, at least as new as both servers. */
  readonly binaries: string
  readonly clock: Clock
  readonly throttle: Throttle
  /** Where the schema lies between its two halves, and with copier pg_dump all data; the system's folder for temporary files by default. */
  readonly scratch?: string
  /** Sessions a side that a copy uses at once; by default the processors of this machine, at least 2, at most 8. */
  readonly jobs?: number
}
