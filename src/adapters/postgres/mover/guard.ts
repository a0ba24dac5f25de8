import { DiagnosticError } from '../../../diagnostics/diagnostic.js'
import type { DatabaseMove, GuardReading, Side } from '../../../ports/data-mover.js'
import { sqlState, type Session } from '../connection.js'
import { diskRead, readDisk, slotRetention } from '../sql/guard.js'
import { subscriptionExists } from './feed.js'
import { namesOf } from './names.js'
import { connectSide } from './sides.js'

interface Retention extends Readonly<Record<string, unknown>> {
  readonly retained: number
  readonly status: string | null
  readonly keep: number | null
}

interface Disk extends Readonly<Record<string, unknown>> {
  readonly size: number
  readonly free: number
}

/**
 * A reading of each side whose log a slot of ours keeps, or kept until it was lost. One side is enough: it is when the other cannot be reached
 * that the log grows. With neither in reach the first error is thrown.
 */
export async function guard(move: DatabaseMove): Promise<readonly GuardReading[]> {
  const attempts = await Promise.allSettled((['source', 'target'] as const).map((side) => connectSide(move, side, 'control')))
  const [source, target] = attempts.map((attempt) => (attempt.status === 'fulfilled' ? attempt.value : undefined))
  const failed = attempts.find((attempt) => attempt.status === 'rejected')
  try {
    if (!source && !target && failed) throw failed.reason
    const readings = [await readSide(move, 'source', source, target), await readSide(move, 'target', target, source)]
    return readings.filter((reading) => reading !== undefined)
  } finally {
    await Promise.all([source?.end(), target?.end()])
  }
}

async function readSide(move: DatabaseMove, side: Side, session: Session | undefined, other: Session | undefined): Promise<GuardReading | undefined> {
  if (!session) return undefined
  const slot = namesOf(move).feedFrom[side]
  const [found] = await session.rows<Retention>(slotRetention, [slot])
  if (!found && !(other && await subscriptionExists(other, slot))) return undefined
  const disk = await diskOf(session)
  const { retained, keep } = found ?? { retained: 0, keep: null }
  const limit = lowest(keep, disk && retained + disk.free)
  return { side, retained, limit, free: disk?.free ?? null, verdict: !found || found.status === 'lost' ? 'lost' : verdictOf(retained, limit, disk) }
}

function lowest(...values: readonly (number | null | undefined)[]): number | null {
  const known = values.filter((value) => typeof value === 'number')
  return known.length > 0 ? Math.min(...known) : null
}

/**
 * Above half of the limit somebody should know, above four fifths the feed has to go. A disk with less than a tenth of it free is an alarm by itself;
 * the feed goes when that would give back a tenth of what is free: a disk that others have filled is not mended by it.
 */
export function verdictOf(retained: number, limit: number | null, disk: Pick<Disk, 'size' | 'free'> | undefined): GuardReading['verdict'] {
  const nearlyFull = disk !== undefined && disk.free < disk.size / 10
  if ((limit !== null && retained > limit * 0.8) || (nearlyFull && retained >= disk.free / 10)) return 'stop'
  return nearlyFull || (limit !== null && retained > limit * 0.5) ? 'alarm' : 'calm'
}

/** Undefined where the server runs no programs for us (managed, or no superuser), or has no df. */
async function diskOf(session: Session): Promise<Disk | undefined> {
  try {
    await session.run(readDisk)
    return (await session.rows<Disk>(diskRead))[0]
  } catch (error) {
    if (error instanceof DiagnosticError || sqlState(error) === undefined) throw error
    return undefined
  } finally {
    await session.run('ROLLBACK').catch(() => undefined)
  }
}
