import { DiagnosticError, problem } from '../../../diagnostics/diagnostic.js'
import type { Duration } from '../../../model/duration.js'
import type { Side } from '../../../ports/data-mover.js'
import type { Session } from '../connection.js'
import type { Prepared } from './begin-switch.js'
import { syncLargeObjectDelta } from './large-objects.js'
import { namesOf } from './names.js'
import { setSequences, type SequenceStates } from './sequences.js'
import type { Warm } from './warm.js'

/** How long the room may take to be empty: a session in a system call ends late. */
const CLEAR_ROOM_MS = 5_000

export async function fenceServing({ roles, number }: Prepared, { serving }: Warm): Promise<void> {
  await serving.control.rows('CALL qianyun_mig.close_door($1, $2, $3)', [roles, number, CLEAR_ROOM_MS])
}

/**
 * A token written behind the last write, seen on the other side: all before it has arrived. The wait is asked for before the token is written,
 * and the room is looked into once more behind it: whoever was in it then makes the token worthless, and it is written again.
 */
export async function drainTo(prepared: Prepared, warm: Warm, deadline: Duration): Promise<{ position: string }> {
  for (let attempt = 1; ; attempt += 1) {
    const { seen, position, left } = await sendToken(prepared, warm, `${prepared.id}:${attempt}`, Number(deadline))
    if (!seen) throw new DiagnosticError(problem('MOVE_DRAIN_TIMEOUT', { name: prepared.move.name, milliseconds: Number(deadline) }))
    if (left === 0) return { position }
    await fenceServing(prepared, warm)
  }
}

async function sendToken({ from, number, roles }: Prepared, { serving, receiving }: Warm, token: string, patience: number) {
  const [{ seen }, { position }, { remaining }] = await Promise.all([
    receiving.control.one<{ seen: boolean }>('SELECT qianyun_mig.await_token($1, $2, $3) AS seen', [from, token, patience]),
    serving.control.one<{ position: string }>('SELECT qianyun_mig.put_token($1, $2, $3)::text AS position', [from, token, number]),
    serving.control.one<{ remaining: number }>('SELECT qianyun_mig.clear_room($1)::int AS remaining', [roles]),
  ])
  return { seen, position, left: remaining }
}

/** What runs between drain and opening, all started at once. */
export interface Fixups {
  /** Sequences and large objects are over. */
  readonly carried: Promise<void>
  readonly snapshots: Promise<Readonly<Record<Side, string>>>
  readonly sequences: Promise<Readonly<Record<Side, SequenceStates>>>
  readonly reversed: Promise<void>
  readonly all: Promise<unknown>
}

export function startFixups(prepared: Prepared, warm: Warm): Fixups {
  const { from, to } = prepared
  const serving = exportSnapshot(warm.serving.snapshot)
  const sequences = carrySequences(warm)
  const objects = syncLargeObjectDelta(warm.serving.objects, warm.receiving.objects, prepared.objects)
  // The receiving side's snapshot must show the large objects that have just been brought.
  const receiving = objects.then(() => exportSnapshot(warm.receiving.snapshot))
  const reversed = turnFeed(prepared, warm)
  const pair = <T>(first: Promise<T>, second: Promise<T>): Promise<Readonly<Record<Side, T>>> =>
    Promise.all([first, second]).then(([one, other]) => ({ source: from === 'source' ? one : other, target: to === 'target' ? other : one }))
  const fixups = {
    carried: Promise.all([sequences, objects]).then(() => undefined),
    snapshots: pair(serving, receiving),
    sequences: sequences.then(({ serving, receiving }) => pair(Promise.resolve(serving), Promise.resolve(receiving))),
    reversed,
  }
  const all = Promise.all(Object.values(fixups))
  // Whoever waits for one of them sees its error; nobody may be waiting when another step has failed first.
  for (const promise of [...Object.values(fixups), all]) promise.catch(() => undefined)
  return { ...fixups, all }
}

async function exportSnapshot(session: Session): Promise<string> {
  return (await session.one<{ name: string }>('SELECT pg_export_snapshot() AS name')).name
}

/** Read, set where different, read back: the reading of both sides is the proof, for no snapshot holds a sequence. */
async function carrySequences({ serving, receiving }: Warm): Promise<{ serving: SequenceStates; receiving: SequenceStates }> {
  const [wanted, present] = await Promise.all([serving.readSequences(), receiving.readSequences()])
  await setSequences(receiving.control, wanted, present)
  return { serving: wanted, receiving: await receiving.readSequences() }
}

/** Puts the feed that brought everything here to sleep, then starts the other one at what the receiving side writes from now on. */
async function turnFeed({ move, from, to, number }: Prepared, { serving, receiving }: Warm): Promise<void> {
  const { feedFrom } = namesOf(move)
  const { head } = await receiving.feed.one<{ head: string }>('CALL qianyun_mig.stop_feed($1, NULL)', [feedFrom[from]])
  await serving.feed.rows('SELECT qianyun_mig.start_feed($1, $2, $3)', [feedFrom[to], head, number])
}
