import type { Clock } from '../../../ports/clock.js'
import type { DatabaseMove, Side } from '../../../ports/data-mover.js'
import type { Session } from '../connection.js'
import { identifier } from '../sql/quote.js'
import { namesOf } from './names.js'

/** Writes the time on the serving side; the feed carries it. Beats never go back, so two that beat at once do no harm. */
export async function beat(serving: Session, move: DatabaseMove, side: Side, clock: Clock): Promise<number> {
  const table = `${identifier(namesOf(move).schema)}.token`
  await serving.rows(`UPDATE ${table} SET beat = greatest(beat + 1, ?) WHERE side = ?`, [clock.now(), side])
  return Number((await serving.one<{ beat: number }>(`SELECT beat FROM ${table} WHERE side = ?`, [side])).beat)
}

/** The newest beat the receiving side has, waiting up to `patience` ms for `expected`. */
export async function awaitBeat(receiving: Session, move: DatabaseMove, from: Side, expected: number, patience: number): Promise<number> {
  const { seen } = await receiving.one<{ seen: number }>(`CALL ${identifier(namesOf(move).schema)}.await_beat(?, ?, ?)`, [from, expected, patience])
  return Number(seen)
}
