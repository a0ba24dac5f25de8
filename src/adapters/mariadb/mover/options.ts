import type { Clock } from '../../../ports/clock.js'
import type { Throttle } from '../../../ports/throttle.js'

export interface MoverOptions {
  /** Folder of mariadb-dump and mariadb, and of mydumper and myloader where they are asked for. */
  readonly binaries: string
  readonly clock: Clock
  readonly throttle: Throttle
  /** Where option files and mydumper's files lie for the length of a copy; the system's folder for temporary files by default. */
  readonly scratch?: string
}
