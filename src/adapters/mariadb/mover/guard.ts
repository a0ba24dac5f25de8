import type { Clock } from '../../../ports/clock.js'
import type { DatabaseMove, GuardReading, Side } from '../../../ports/data-mover.js'
import { admitFeed, feedStatus } from './feed.js'
import { awaitBeat, beat } from './heartbeat.js'
import { namesOf, otherSide } from './names.js'
import { retainedLog } from './retained-log.js'
import { withSides, type Sides } from './sides.js'
import { readState, servingSide } from './state.js'

/** The server error of a receiver that asks for a log file that is gone. */
const LOG_EXPIRED = 1236

const PATIENCE_MS = 1_000

/**
 * A MariaDB server keeps its log for a time, whoever still needs it: a feed never fills the sender's disk, but it can be lost. So there is no limit at
 * which we would stop it ourselves; the alarm is a feed that has used up half of the time.
 */
export async function guard(move: DatabaseMove, clock: Clock): Promise<readonly GuardReading[]> {
  return await withSides(move, 'control', async (sides) => {
    const [source, target] = await Promise.all([readState(sides.source, move), readState(sides.target, move)])
    if (!source || !target || target.stage !== 'copied') return []
    const side = servingSide({ source, target })
    const name = namesOf(move).feedFrom[side]
    const before = await feedStatus(sides[otherSide(side)], name)
    if (!before) return []
    // Nobody else lets a feed in again that a restart or a cut line has ended.
    if (before.Last_SQL_Errno === 0 && before.Last_IO_Errno !== LOG_EXPIRED) await admitFeed(sides, move, side, clock)
    const log = await retainedLog(sides[side], before)
    const late = await isLate(move, sides, side, clock)
    const verdict = log?.lost || before.Last_IO_Errno === LOG_EXPIRED ? 'lost' : late ? 'alarm' : 'calm'
    return [{ side, retained: log?.retained ?? 0, limit: null, free: null, verdict }]
  })
}

/** Whether the newest beat that arrived is older than half of what the sender's log is kept for; one that is kept for ever is never late. */
async function isLate(move: DatabaseMove, sides: Sides, from: Side, clock: Clock): Promise<boolean> {
  const { kept } = await sides[from].one<{ kept: number | string }>('SELECT round(@@global.expire_logs_days * 86400) AS kept')
  if (Number(kept) === 0) return false
  const seen = await awaitBeat(sides[otherSide(from)], move, from, await beat(sides[from], move, from, clock), PATIENCE_MS)
  return clock.now() - seen > Number(kept) * 500
}
