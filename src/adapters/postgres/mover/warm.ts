import { DiagnosticError, problem } from '../../../diagnostics/diagnostic.js'
import type { Side } from '../../../ports/data-mover.js'
import type { Session } from '../connection.js'
import type { Prepared } from './begin-switch.js'
import { namesOf } from './names.js'
import { sequenceReader, type SequenceStates } from './sequences.js'
import { connectAll, connectSide } from './sides.js'

/** Sessions of one side: opening one inside the outage would cost 5 to 10 ms, and what runs at the same time needs one each. */
export interface WarmSide {
  readonly control: Session
  /** In a transaction that takes its snapshot with its first query. */
  readonly snapshot: Session
  readonly feed: Session
  readonly objects: Session
  readSequences(): Promise<SequenceStates>
}

export interface Warm {
  readonly serving: WarmSide
  readonly receiving: WarmSide
}

/** How far the feed may be behind when the switch begins: 30 s to catch up, and the switch does not begin if it does not. */
const CATCH_UP_MS = 30_000

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
  const open = () => connectSide(move, side, 'switch', { statementTimeout: 60_000 })
  const [control, snapshot, feed, objects] = await connectAll([open, open, open, open])
  await snapshot!.run('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
  return { control: control!, snapshot: snapshot!, feed: feed!, objects: objects!, readSequences: await sequenceReader(control!) }
}

/** Runs what the outage will run once without effect: fills the servers' caches, and shows that the feed is alive and close behind. */
async function rehearseCalls({ move, from, number, id, roles }: Prepared, { serving, receiving }: Warm): Promise<void> {
  const token = `${id}:warm`
  const [arrived] = await Promise.all([
    receiving.control.one<{ seen: boolean }>('SELECT qianyun_mig.await_token($1, $2, $3) AS seen', [from, token, CATCH_UP_MS]),
    serving.control.rows('SELECT qianyun_mig.put_token($1, $2, $3)', [from, token, number]),
    serving.readSequences(), receiving.readSequences(),
  ])
  if (!arrived.seen) throw new DiagnosticError(problem('MOVE_FEED_BEHIND', { name: move.name, feed: namesOf(move).feedFrom[from], seconds: CATCH_UP_MS / 1_000 }))
  await serving.control.rows(`SELECT qianyun_mig.starting(), qianyun_mig.clear_room('{}'), $1::text[]`, [roles])
}
