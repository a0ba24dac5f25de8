import { milliseconds } from '../../../model/duration.js'
import type { Clock } from '../../../ports/clock.js'
import type { DatabaseMove } from '../../../ports/data-mover.js'
import type { Session } from '../connection.js'
import { errorNumber } from '../connection-problems.js'
import { literal } from '../sql/quote.js'
import { namesOf } from './names.js'

/** What a session is for, so that a new worker can end what a dead one left. */
export type Purpose = 'control' | 'copy' | 'switch' | 'compare'

/** Sessions a purpose can have on one server. */
const SLOTS = 16

/** The server keeps no name of a session that others could read, but it tells who holds a lock: each session takes one and keeps it to its end. */
export async function nameSession(session: Session, move: DatabaseMove, purpose: Purpose): Promise<void> {
  await session.rows(`SELECT ${takeName(move, purpose)}`)
}

/** An expression that takes the first free name of a purpose; for sessions of programs too. */
export function takeName(move: DatabaseMove, purpose: Purpose): string {
  return `CASE ${lockNames(move, purpose).map((name, slot) => `WHEN GET_LOCK(${literal(name)}, 0) = 1 THEN ${slot}`).join(' ')} END`
}

/** Ends what an earlier worker left and waits up to 5 s until it is gone. Called after `hold`, so it cannot come back. */
export async function endSessions(session: Session, move: DatabaseMove, purpose: Purpose, clock: Clock): Promise<void> {
  for (let attempt = 0; attempt < 500; attempt += 1) {
    const ids = await holders(session, move, purpose)
    if (ids.length === 0) return
    await kill(session, ids)
    await clock.sleep(milliseconds(10))
  }
}

async function holders(session: Session, move: DatabaseMove, purpose: Purpose): Promise<readonly number[]> {
  const columns = lockNames(move, purpose).map((name, slot) => `IS_USED_LOCK(${literal(name)}) AS slot${slot}`)
  const row = await session.one<Record<string, number | null>>(`SELECT ${columns.join(', ')}`)
  return Object.values(row).filter((id) => id !== null && id !== session.id).map(Number)
}

const lockNames = (move: DatabaseMove, purpose: Purpose): readonly string[] =>
  Array.from({ length: SLOTS }, (_, slot) => `${namesOf(move).application}:${purpose}:${slot}`)

const NO_SUCH_THREAD = 1094

/** One that has ended by itself in the meantime is as good. */
export async function kill(session: Session, ids: readonly number[]): Promise<void> {
  await Promise.all(ids.map((id) => session.run(`KILL ${id}`).catch((error: unknown) => {
    if (errorNumber(error) !== NO_SUCH_THREAD) throw error
  })))
}
