import { DiagnosticError, problem } from '../../../diagnostics/diagnostic.js'
import type { Side } from '../../../ports/data-mover.js'
import type { Session } from '../connection.js'
import { identifier } from '../sql/quote.js'
import type { Prepared } from './begin-switch.js'
import { logPosition } from './feed.js'
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

/** How far the feed may be behind when the switch begins: 30 s to catch up, and the switch does not begin if it does not. */
const CATCH_UP_MS = 30_000

/** A side that has fallen silent inside the fence: longer than any statement there may wait by itself. */
const ANSWER_MS = 40_000

export async function openWarm(prepared: Prepared): Promise<Warm> {
  const [serving, receiving] = await Promise.allSettled([openSide(prepared, prepared.from), openSide(prepared, prepared.to)])
  const open = [serving, receiving].flatMap((side) => (side.status === 'fulfilled' ? [side.value] : []))
  try {
    if (serving.status === 'rejected') throw serving.reason
    if (receiving.status === 'rejected') throw receiving.reason
    const warm = { serving: serving.value, receiving: receiving.value }
    await rehearseCalls(prepared, warm)
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

/** A token that goes through shows that the feed is alive and close behind, and fills the servers' caches. */
async function rehearseCalls({ move, from, id, number }: Prepared, { serving, receiving }: Warm): Promise<void> {
  const schema = identifier(namesOf(move).schema)
  const { position } = await serving.control.one<{ position: string }>(`CALL ${schema}.put_token(?, ?, ?)`, [from, `${id}:warm`, number])
  const { arrived } = await receiving.control.one<{ arrived: number }>(
    `CALL ${schema}.await_token(?, ?, ?, ?)`, [from, `${id}:warm`, position, CATCH_UP_MS])
  if (arrived !== 1) throw new DiagnosticError(problem('MOVE_FEED_BEHIND', { name: move.name, feed: namesOf(move).feedFrom[from], seconds: CATCH_UP_MS / 1_000 }))
  await logPosition(receiving.control)
}
