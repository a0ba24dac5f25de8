import type { Session } from '../connection.js'
import { userSchema } from '../sql/catalog.js'
import { literal } from '../sql/quote.js'

/** Where a sequence stands: `last_value` and `is_called` of the sequence itself, as one text. */
export type SequenceStates = ReadonlyMap<string, string>

/** Reads every sequence itself, in one statement: pg_sequences shows nothing after setval(x, false) although the position is x. */
export async function sequenceReader(session: Session): Promise<() => Promise<SequenceStates>> {
  const names = await session.rows<{ name: string }>(
    `SELECT format('%I.%I', n.nspname, c.relname) AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind = 'S' AND c.relpersistence <> 't' AND ${userSchema} ORDER BY 1`)
  if (names.length === 0) return async () => new Map()
  const sql = names.map(({ name }) => `SELECT ${literal(name)} AS name, last_value || ',' || is_called AS state FROM ${name}`).join(' UNION ALL ')
  return async () => new Map((await session.rows<{ name: string; state: string }>(sql, [], 'sequences')).map(({ name, state }) => [name, state]))
}

/** Sets the sequences that stand elsewhere, in one statement. Not flushed by itself: the opening's commit, later in the same log, does it. */
export async function setSequences(session: Session, wanted: SequenceStates, present: SequenceStates): Promise<void> {
  const calls = differingSequences(wanted, present).flatMap((name) => {
    const state = wanted.get(name)
    return state === undefined ? [] : [`setval(${literal(name)}, ${state})`]
  })
  if (calls.length > 0) await session.run(`SET LOCAL synchronous_commit = off; ${inChunks(calls)}`)
}

export function differingSequences(wanted: SequenceStates, present: SequenceStates): readonly string[] {
  const names = new Set([...wanted.keys(), ...present.keys()])
  return [...names].filter((name) => wanted.get(name) !== present.get(name)).sort()
}

/** A statement returns at most 1 664 columns. */
function inChunks(calls: readonly string[]): string {
  const starts = Array.from({ length: Math.ceil(calls.length / 1_000) }, (_, index) => index * 1_000)
  return starts.map((start) => `SELECT ${calls.slice(start, start + 1_000).join(', ')}`).join('; ')
}
