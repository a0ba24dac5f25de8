import { DiagnosticError, problem } from '../../../diagnostics/diagnostic.js'
import type { Clock } from '../../../ports/clock.js'
import type { Side } from '../../../ports/data-mover.js'
import type { Session } from '../connection.js'
import { identifier } from '../sql/quote.js'
import type { Prepared } from './begin-switch.js'
import { feedStatus, logPosition, requireRunning } from './feed.js'
import { namesOf } from './names.js'
import { connectAll, connectSide } from './sides.js'

/** How many sessions a side the proof has: each takes its snapshot inside the fence, none can be handed on. */
export const WORKERS = 2

/** Sessions of one side: opening one inside the outage would cost 5 to 10 ms, and what runs at the same time needs one each. */
export interface WarmSide {
  readonly control: Session
  /** Holds the tables of the side that is closed. */
  readonly lock: Session
  /** Of the proof; they outlive the switch's other sessions. */
  readonly snapshots: readonly Session[]
}

export interface Warm {
  readonly serving: WarmSide
  readonly receiving: WarmSide
}

/**
 * What a feed is behind when the fence falls is part of the outage: the switch waits up to 5 s until a token needs less than 50 ms, then is content
 * with a second, and does not begin when the feed does not come as close within 30 s.
 */
const CLOSE_MS = 50
const CLOSE_FOR_MS = 5_000
const BEHIND_MS = 1_000
const CATCH_UP_MS = 30_000

/** How often a feed that a token does not come through is asked whether it still runs. */
const LOOK_MS = 1_000

/** A side that has fallen silent inside the fence: longer than any statement there may wait by itself. */
const ANSWER_MS = 40_000

export async function openWarm(prepared: Prepared, clock: Clock): Promise<Warm> {
  const [serving, receiving] = await Promise.allSettled([openSide(prepared, prepared.from), openSide(prepared, prepared.to)])
  const open = [serving, receiving].flatMap((side) => (side.status === 'fulfilled' ? [side.value] : []))
  try {
    if (serving.status === 'rejected') throw serving.reason
    if (receiving.status === 'rejected') throw receiving.reason
    const warm = { serving: serving.value, receiving: receiving.value }
    await catchUp(prepared, warm, clock)
    await logPosition(warm.receiving.control)
    return warm
  } catch (error) {
    await Promise.all(open.map(closeSide))
    throw error
  }
}

export async function closeWarm({ serving, receiving }: Warm): Promise<void> {
  await Promise.all([closeSide(serving), closeSide(receiving)])
}

async function closeSide({ control, lock, snapshots }: WarmSide): Promise<void> {
  await Promise.all([control, lock, ...snapshots].map((session) => session.end()))
}

async function openSide({ move }: Prepared, side: Side): Promise<WarmSide> {
  const open = (purpose: 'switch' | 'compare', answerTimeout: number) => () => connectSide(move, side, purpose, { answerTimeout })
  const [control, lock, ...snapshots] = await connectAll(
    [open('switch', ANSWER_MS), open('switch', ANSWER_MS), ...Array.from({ length: WORKERS }, () => open('compare', 0))])
  return { control: control!, lock: lock!, snapshots }
}

/** Tokens that go through show that the feed is alive and close behind, and fill the servers' caches. */
async function catchUp(prepared: Prepared, warm: Warm, clock: Clock): Promise<void> {
  const { move, from } = prepared
  const started = clock.now()
  for (let turn = 0; clock.now() - started < CATCH_UP_MS; turn += 1) {
    const sent = clock.now()
    if (!await passToken(prepared, warm, `${prepared.id}:${turn}`, clock)) break
    const needed = clock.now() - sent
    if (needed < CLOSE_MS || (needed < BEHIND_MS && clock.now() - started > CLOSE_FOR_MS)) return
  }
  throw new DiagnosticError(problem('MOVE_FEED_BEHIND', { name: move.name, feed: namesOf(move).feedFrom[from], seconds: CATCH_UP_MS / 1_000 }))
}

/** An error may stop a feed that was running when the switch began: that is told at once, and not as a feed that is slow. */
async function passToken({ move, from, number }: Prepared, { serving, receiving }: Warm, token: string, clock: Clock): Promise<boolean> {
  const { schema, feedFrom } = namesOf(move)
  const { position } = await serving.control.one<{ position: string }>(`CALL ${identifier(schema)}.put_token(?, ?, ?)`, [from, token, number])
  for (const started = clock.now(); clock.now() - started < CATCH_UP_MS;) {
    const { arrived } = await receiving.control.one<{ arrived: number }>(`CALL ${identifier(schema)}.await_token(?, ?, ?, ?)`, [from, token, position, LOOK_MS])
    if (arrived === 1) return true
    requireRunning(move, from, await feedStatus(receiving.control, feedFrom[from]))
  }
  return false
}
