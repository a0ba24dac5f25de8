import type { Clock } from '../../../ports/clock.js'
import type { Throttle } from '../../../ports/throttle.js'

export interface MoverOptions {
  /** Folder of pg_dump and pg_restore, at least as new as both servers. */
  readonly binaries: string
  readonly clock: Clock
  readonly throttle: Throttle
  /** Where the dump lies between its two halves; the system's folder for temporary files by default. Needs the size of the tables without indexes. */
  readonly scratch?: string
}
