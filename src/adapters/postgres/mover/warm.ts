import type { Code } from '../../../diagnostics/codes.js'
import { DiagnosticError, problem } from '../../../diagnostics/diagnostic.js'
import type { Side } from '../../../ports/data-mover.js'
import type { Session } from '../connection.js'
import { identifier } from '../sql/quote.js'
import type { Prepared } from './begin-switch.js'
import { namesOf } from './names.js'
import { sequenceReader, setSequences, type SequenceStates } from './sequences.js'
import { connectAll, connectSide } from './sides.js'

/** Sessions of one side: opening one inside the outage would cost 5 to 10 ms, and what runs at the same time needs one each. */
export interface WarmSide {
  readonly control: Session
  /** In a transaction that takes its snapshot with its first query. */
  readonly snapshot: Session
  readonly feed: Session
  readonly objects: Session
  readSequences(): Promise<SequenceStates>
  /** As read before the fence; on the side that does not serve nothing moves them. */
  readonly sequences: SequenceStates
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
  const [serving, receiving] = await Promise.all([openSide(prepared, prepared.from), openSide(prepared, prepared.to)])
  const warm = { serving, receiving }
  try {
    await rehearseCalls(prepared, warm)
    return warm
  } catch (error) {
    await closeWarm(warm)
    throw error
  }
}

export async function closeWarm({ serving, receiving }: Warm): Promise<void> {
  await Promise.all([serving, receiving].flatMap(({ control, snapshot, feed, objects }) => [control, snapshot, feed, objects].map((session) => session.end())))
}

async function openSide({ move }: Prepared, side: Side): Promise<WarmSide> {
  const open = () => connectSide(move, side, 'switch', { statementTimeout: 60_000, answerTimeout: ANSWER_MS })
  const [control, snapshot, feed, objects] = await connectAll([open, open, open, open])
  // What fails here is told by this program; the calls made for warmth fail on purpose and have no place in the server's log.
  await control!.run('SET log_min_messages = fatal')
  await snapshot!.run('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
  const readSequences = await sequenceReader(control!)
  return { control: control!, snapshot: snapshot!, feed: feed!, objects: objects!, readSequences, sequences: await readSequences() }
}

/** Runs what the outage will run once without effect: fills the servers' caches, and shows that the feed is alive and close behind. */
async function rehearseCalls(prepared: Prepared, { serving, receiving }: Warm): Promise<void> {
  const { move, from, to, number, id, roles } = prepared
  const { feedFrom } = namesOf(move)
  const token = `${id}:warm`
  const [{ head }] = await Promise.all([
    receiving.control.one<{ head: string | null }>('SELECT qianyun_mig.await_token($1, $2, $3)::text AS head', [from, token, CATCH_UP_MS]),
    serving.control.rows('SELECT qianyun_mig.put_token($1, $2, $3)', [from, token, number]),
  ])
  if (head === null) throw new DiagnosticError(problem('MOVE_FEED_BEHIND', { name: move.name, feed: feedFrom[from], seconds: CATCH_UP_MS / 1_000 }))
  await Promise.all([
    serving.feed.rows('SELECT qianyun_mig.aim_feed($1, $2, $3)', [feedFrom[to], head, number]),
    setSequences(receiving.control, receiving.sequences, receiving.sequences),
    expected(serving.control.rows('CALL qianyun_mig.close_door($1, $2, $3, $4, $5, NULL)', [[], number, 0, from, token]), 'MOVE_DOOR_NOT_CLEAR'),
    expected(receiving.control.rows('SELECT qianyun_mig.open_door($1, $2, $3)', [number, 'none', 0]), 'MOVE_SWITCH_TAKEN_OVER'),
  ])
  const closing = roles.map((role) => `ALTER ROLE ${identifier(role)} NOLOGIN; `).join('')
  for (const { control } of [serving, receiving]) await control.run(`BEGIN; ${closing}ROLLBACK`)
}

async function expected(call: Promise<unknown>, code: Code): Promise<void> {
  await call.catch((error: unknown) => {
    if (!(error instanceof DiagnosticError) || error.diagnostics[0]?.code !== code) throw error
  })
}
