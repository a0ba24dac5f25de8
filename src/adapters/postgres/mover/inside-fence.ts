import { DiagnosticError, problem } from '../../../diagnostics/diagnostic.js'
import type { Duration } from '../../../model/duration.js'
import type { Session } from '../connection.js'
import type { Prepared } from './begin-switch.js'
import { syncLargeObjectDelta } from './large-objects.js'
import { namesOf } from './names.js'
import { setSequences, type SequenceStates } from './sequences.js'
import type { Warm } from './warm.js'

/** How long the room may take to be empty: a session in a system call ends late. */
const CLEAR_ROOM_MS = 5_000

/** Value and, behind the space, the feed whose last word it is. */
export const tokenOf = ({ id, move, from }: Prepared): string => `${id} ${namesOf(move).feedFrom[from]}`

/** The serving side is closed and empty, and the token stands behind its last write. Gives the token's position in its log. */
export async function fenceServing(prepared: Prepared, { serving }: Warm): Promise<string> {
  const { roles, number, from } = prepared
  const { head } = await serving.control.one<{ head: string }>(
    'CALL qianyun_mig.close_door($1, $2, $3, $4, $5, NULL)', [roles, number, CLEAR_ROOM_MS, from, tokenOf(prepared)])
  return head
}

/** What is read on the serving side while the token is on its way: all of it is final since the fence. */
export interface Readings {
  readonly sequences: Promise<SequenceStates>
  readonly objects: Promise<unknown>
}

export function startReadings(prepared: Prepared, { serving, receiving }: Warm): Readings {
  const readings = {
    sequences: serving.readSequences(),
    objects: syncLargeObjectDelta(serving.objects, receiving.objects, prepared.objects),
  }
  return heard(readings)
}

/** Everything committed on the serving side is here when this returns; gives where the receiving side's own writes begin. */
export async function awaitToken(prepared: Prepared, { receiving }: Warm, deadline: Duration): Promise<string> {
  const { head } = await receiving.control.one<{ head: string | null }>(
    'SELECT qianyun_mig.await_token($1, $2, $3)::text AS head', [prepared.from, tokenOf(prepared), Number(deadline)])
  if (head === null) throw new DiagnosticError(problem('MOVE_DRAIN_TIMEOUT', { name: prepared.move.name, milliseconds: Number(deadline) }))
  return head
}

/** Looks into the room once more behind the token: whoever is in it could have written after it. */
export async function requireEmptyRoom({ roles }: Prepared, { serving }: Warm): Promise<void> {
  const { left } = await serving.control.one<{ left: number }>('SELECT busy::int AS left FROM qianyun_mig.clear_room($1)', [roles])
  if (left > 0) throw new DiagnosticError(problem('MOVE_DOOR_NOT_CLEAR', { detail: `${left} sessions after the fence` }))
}

/** What runs between drain and opening, all started at once. */
export interface Fixups {
  /** Sequences as they stand on the receiving side now, and large objects over. */
  readonly carried: Promise<SequenceStates>
  /** Behind the token, not with it: what a role that the fence does not hold wrote meanwhile must show in the proof. */
  readonly servingSnapshot: Promise<string>
  readonly snapshot: Promise<string>
  readonly reversed: Promise<unknown>
}

export function startFixups({ move, to, number }: Prepared, { serving, receiving }: Warm, readings: Readings, head: string): Fixups {
  return heard({
    carried: Promise.all([readings.sequences, receiving.sequences]).then(async ([wanted, present]) => {
      const stand = await setSequences(receiving.control, wanted, present)
      await readings.objects
      return stand
    }),
    servingSnapshot: exportSnapshot(serving.snapshot),
    // The receiving side's snapshot must show the large objects that have just been brought.
    snapshot: readings.objects.then(() => exportSnapshot(receiving.snapshot)),
    reversed: serving.feed.rows('SELECT qianyun_mig.aim_feed($1, $2, $3)', [namesOf(move).feedFrom[to], head, number]),
  })
}

async function exportSnapshot(session: Session): Promise<string> {
  return (await session.one<{ name: string }>('SELECT pg_export_snapshot() AS name')).name
}

/** Whoever waits for one of them sees its error; when another step has failed first nobody does, and that is no bug. */
function heard<T extends { readonly [name in keyof T]: Promise<unknown> }>(promises: T): T {
  for (const name in promises) promises[name].catch(() => undefined)
  return promises
}
