import type { ZoneCapacity } from '../../app/stacks/capacity.js'
import type { Io } from '../io.js'

/** One object: every zone of every site with its steps and shortages. Processors in thousandths of a core, memory in MiB, storage in GiB. */
export function printCapacity(place: string, zones: readonly ZoneCapacity[], io: Io): void {
  io.stdout(JSON.stringify({ place, zones }))
}
