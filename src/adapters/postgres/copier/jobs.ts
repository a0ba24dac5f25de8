import { availableParallelism } from 'node:os'
import type { MoverOptions } from '../mover/options.js'

/** More than eight readers press harder on a source that serves than they speed a copy up. */
export function jobsOf({ jobs }: Pick<MoverOptions, 'jobs'>): number {
  return jobs ?? Math.min(8, Math.max(2, availableParallelism()))
}
