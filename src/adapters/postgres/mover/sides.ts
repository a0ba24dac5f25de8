import type { DatabaseMove, Side } from '../../../ports/data-mover.js'
import { connect, type Session, type SessionOptions } from '../connection.js'
import { endpointOf, namesOf } from './names.js'

export type Sides = Readonly<Record<Side, Session>>

/** What a session is for; shown in `application_name`, so that a new worker can end what a dead one left. */
export type Purpose = 'control' | 'copy' | 'switch' | 'compare'

type More = Pick<SessionOptions, 'statementTimeout' | 'answerTimeout' | 'replication'>

export function connectSide(move: DatabaseMove, side: Side, purpose: Purpose, more: More = {}): Promise<Session> {
  return connect(endpointOf(move, side), { application: `${namesOf(move).application}:${purpose}`, place: side, ...more })
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
