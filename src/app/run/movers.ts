import { createPostgresMover } from '../../adapters/postgres/mover/index.js'
import { systemClock } from '../../adapters/system/clock.js'
import { unlimited } from '../../adapters/throttle/unlimited.js'
import type { DataMover } from '../../ports/data-mover.js'

/** Who moves what kind of data, inside of a run and outside. */
export function createMover(binaries: string): DataMover {
  return createPostgresMover({ binaries, clock: systemClock, throttle: unlimited })
}
