import type { Clock } from '../../../ports/clock.js'
import type { Side } from '../../../ports/data-mover.js'
import type { Session } from '../connection.js'

/** Writes the time on the serving side; the feed carries it. Beats never go back, so two that beat at once do no harm. */
export async function beat(serving: Session, side: Side, clock: Clock): Promise<number> {
  const { written } = await serving.one<{ written: number }>(
    `UPDATE qianyun_mig.token SET beat = greatest(beat + 1, $2) WHERE side = $1 RETURNING beat::float8 AS written`, [side, clock.now()])
  return written
}

/** The newest beat the receiving side has, waiting up to `patience` ms for `expected`. */
export async function awaitBeat(receiving: Session, from: Side, expected: number, patience: number): Promise<number> {
  return (await receiving.one<{ seen: number }>('SELECT qianyun_mig.await_beat($1, $2, $3)::float8 AS seen', [from, expected, patience])).seen
}
