import type { FaultPoint } from '../model/fault-points.js'

/** Called at every named fault point; does nothing outside of tests. */
export interface Faults {
  at(point: FaultPoint): Promise<void>
}
