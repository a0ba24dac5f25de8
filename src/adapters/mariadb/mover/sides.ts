import type { DatabaseMove, Side } from '../../../ports/data-mover.js'
import { connect, type Session, type SessionOptions } from '../connection.js'
import { nameSession, type Purpose } from './leftovers.js'
import { endpointOf, namesOf } from './names.js'

export type Sides = Readonly<Record<Side, Session>>

/** Our sessions have no default database: what they write is logged without one, and no feed's filter lets it through. */
export async function connectSide(move: DatabaseMove, side: Side, purpose: Purpose, more: Pick<SessionOptions, 'answerTimeout'> = {}): Promise<Session> {
  const application = `${namesOf(move).application}:${purpose}`
  // First with the database, so that one that is missing is told as such.
  const session = await connect(endpointOf(move, side), { application, place: side, ...more })
  await session.run('USE information_schema')
  if (purpose !== 'control') await nameSession(session, move, purpose)
  return session
}

/** One session to each side, for the length of `work`. */
export async function withSides<T>(move: DatabaseMove, purpose: Purpose, work: (sides: Sides) => Promise<T>): Promise<T> {
  const [source, target] = await connectAll([() => connectSide(move, 'source', purpose), () => connectSide(move, 'target', purpose)])
  try {
    return await work({ source: source!, target: target! })
  } finally {
    await Promise.all([source?.end(), target?.end()])
  }
}

/** All or none: when one connection fails the others are closed before its error is thrown. */
export async function connectAll(openers: readonly (() => Promise<Session>)[]): Promise<readonly Session[]> {
  const results = await Promise.allSettled(openers.map((open) => open()))
  const open = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
  const failed = results.find((result) => result.status === 'rejected')
  if (!failed) return open
  await Promise.all(open.map((session) => session.end()))
  throw failed.reason
}
