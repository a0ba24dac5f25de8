import type { PreflightFinding } from '../../../ports/data-mover.js'
import type { Session } from '../connection.js'
import { found } from './preflight-finding.js'
import type { Sides } from './sides.js'

/** Clocks this far apart, ms, mislead whoever compares the two servers' logs; the move itself reads lag by one clock. */
const APART_MS = 2_000

/** Two round trips that take this long together, ms: a switch makes about five, and each is outage. */
const SLOW_MS = 300

/** N1, as far as the servers themselves can tell: the source is asked for its time, then the target, then the source again. */
export async function checkLine({ source, target }: Sides): Promise<readonly PreflightFinding[]> {
  const [before, there, after] = [await timeOf(source), await timeOf(target), await timeOf(source)]
  return found({ check: 'N1', severity: 'warn', objects: lineTroubles(before, there, after) })
}

/** What the source's clock said before and after the target's, all in ms, tells of both. */
export function lineTroubles(before: number, there: number, after: number): readonly string[] {
  const apart = Math.max(before - there, there - after)
  return [
    ...(apart > APART_MS ? [`clocks at least ${(apart / 1_000).toFixed(1)} s apart`] : []),
    ...(after - before > SLOW_MS ? [`two round trips in ${Math.round(after - before)} ms`] : []),
  ]
}

async function timeOf(session: Session): Promise<number> {
  return (await session.one<{ at: number }>('SELECT extract(epoch FROM clock_timestamp())::float8 * 1000 AS at')).at
}
