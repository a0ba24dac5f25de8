import type { Session } from '../connection.js'
import { userSchema } from '../sql/catalog.js'
import { literal } from '../sql/quote.js'

/** Where a sequence stands: `last_value` and `is_called` of the sequence itself, as one text. */
export type SequenceStates = ReadonlyMap<string, string>

/** Sequences by their names, quoted. */
export async function sequenceNames(session: Session): Promise<readonly string[]> {
  const rows = await session.rows<{ name: string }>(
    `SELECT format('%I.%I', n.nspname, c.relname) AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind = 'S' AND c.relpersistence <> 't' AND ${userSchema} ORDER BY 1`)
  return rows.map(({ name }) => name)
}

/** Reads every sequence itself, in one statement: pg_sequences shows nothing after setval(x, false) although the position is x. */
export async function sequenceReader(session: Session): Promise<() => Promise<SequenceStates>> {
  const names = await sequenceNames(session)
  if (names.length === 0) return async () => new Map()
  const sql = names.map((name) => `SELECT ${literal(name)} AS name, last_value || ',' || is_called AS state FROM ${name}`).join(' UNION ALL ')
  return async () => new Map((await session.rows<{ name: string; state: string }>(sql, [], 'sequences')).map(({ name, state }) => [name, state]))
}

/**
 * Sets the sequences that stand elsewhere and reads all back, in one round trip. Not flushed by itself: the opening's commit, later in the
 * same log, does it.
 */
export async function setSequences(session: Session, wanted: SequenceStates, present: SequenceStates): Promise<SequenceStates> {
  const names = [...wanted.keys()].filter((name) => wanted.get(name) !== present.get(name))
  const states = names.map((name) => (wanted.get(name) ?? '').split(','))
  const rows = await session.rows<{ name: string; state: string }>(
    'SELECT name, state FROM qianyun_mig.set_sequences($1, $2, $3, $4)',
    [names, states.map(([position]) => position), states.map(([, called]) => called), [...wanted.keys()]])
  return new Map(rows.map(({ name, state }) => [name, state]))
}

export function differingSequences(wanted: SequenceStates, present: SequenceStates): readonly string[] {
  const names = new Set([...wanted.keys(), ...present.keys()])
  return [...names].filter((name) => wanted.get(name) !== present.get(name)).sort()
}
