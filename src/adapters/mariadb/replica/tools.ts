import type { Clock } from '../../../ports/clock.js'
import type { Host } from '../../../ports/host.js'

/** What every operation on a replica works with. */
export interface Tools {
  readonly host: Host
  readonly clock: Clock
}
