import type { Session } from '../connection.js'
import { userSchema } from '../sql/catalog.js'
import { literal } from '../sql/quote.js'

/** So many are read in one statement; each is a part of a union, which a server does not take in any number. */
const BATCH = 200

interface Position extends Readonly<Record<string, unknown>> {
  readonly name: string
  readonly position: string
  readonly called: boolean
}

/** Positions as they are now: no snapshot holds them, and the switch reads them again. */
export async function copySequences(source: Session, target: Session): Promise<void> {
  const found = await source.rows<{ name: string }>(
    `SELECT format('%I.%I', n.nspname, c.relname) AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind = 'S' AND c.relpersistence <> 't' AND ${userSchema} ORDER BY 1`)
  for (let start = 0; start < found.length; start += BATCH) {
    const parts = found.slice(start, start + BATCH)
      .map(({ name }) => `SELECT ${literal(name)} AS name, last_value::text AS position, is_called AS called FROM ${name}`)
    const positions = await source.rows<Position>(parts.join(' UNION ALL '))
    await target.rows('SELECT setval(s.name::regclass, s.position, s.called) FROM unnest($1::text[], $2::bigint[], $3::bool[]) AS s(name, position, called)',
      [positions.map(({ name }) => name), positions.map(({ position }) => position), positions.map(({ called }) => called)])
  }
}
