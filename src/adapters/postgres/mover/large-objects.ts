import type { Proof } from '../../../ports/data-mover.js'
import type { Session } from '../connection.js'
import { largeObjectHash, largeObjectList, largeObjectRights } from '../sql/large-objects.js'
import type { Pair } from './compare.js'

/** What the receiving side is known to hold: pages of each object, and the transaction after which changes were not seen yet. */
export interface LargeObjectsKnown {
  readonly pages: ReadonlyMap<string, number>
  readonly since: string
}

interface Listed extends Readonly<Record<string, unknown>> {
  readonly oid: string
  readonly pages: number
  readonly changed: boolean
}

/** Compares content on both sides and copies what differs: the long part, before the fence. */
export async function syncLargeObjects(serving: Session, receiving: Session): Promise<LargeObjectsKnown> {
  const since = await oldestRunning(serving)
  const listed = await serving.rows<Listed>(largeObjectList, [since])
  const differing = await differingLargeObjects(serving, receiving)
  await replace(serving, receiving, differing)
  return { since, pages: pagesOf(listed) }
}

/** Copies what changed since: written pages carry a newer transaction, a cut leaves fewer of them, the rest is new or gone. */
export async function syncLargeObjectDelta(serving: Session, receiving: Session, known: LargeObjectsKnown): Promise<LargeObjectsKnown> {
  const since = await oldestRunning(serving)
  const listed = await serving.rows<Listed>(largeObjectList, [known.since])
  const present = pagesOf(listed)
  const changed = listed.filter(({ oid, pages, changed }) => changed || known.pages.get(oid) !== pages).map(({ oid }) => oid)
  const gone = [...known.pages.keys()].filter((oid) => !present.has(oid))
  await replace(serving, receiving, [...changed, ...gone])
  return { since, pages: present }
}

async function differingLargeObjects(one: Session, other: Session): Promise<readonly string[]> {
  const [left, right] = await Promise.all([hashes(one), hashes(other)])
  return [...new Set([...left.keys(), ...right.keys()])].filter((oid) => left.get(oid) !== right.get(oid))
}

/** How many there are on the source, and how many differ from those of the target. */
export async function compareLargeObjects({ source, target }: Pair): Promise<Proof['largeObjects']> {
  const { compared } = await source.one<{ compared: number }>('SELECT count(*)::int AS compared FROM pg_largeobject_metadata')
  return { compared, different: (await differingLargeObjects(source, target)).length }
}

const pagesOf = (listed: readonly Listed[]): ReadonlyMap<string, number> => new Map(listed.map(({ oid, pages }) => [oid, pages]))

async function oldestRunning(session: Session): Promise<string> {
  return (await session.one<{ since: string }>(`SELECT (pg_snapshot_xmin(pg_current_snapshot())::text::numeric % 4294967296)::text AS since`)).since
}

async function hashes(session: Session): Promise<ReadonlyMap<string, string>> {
  const rows = await session.rows<{ oid: string; hash: string }>(`SELECT m.oid::text AS oid, ${largeObjectHash} AS hash FROM pg_largeobject_metadata m`)
  return new Map(rows.map(({ oid, hash }) => [oid, hash]))
}

const PIECE = 1_048_576
const BATCH = 64

/** Makes each object on the receiving side what it is on the serving one, also when it is gone there. */
async function replace(serving: Session, receiving: Session, oids: readonly string[]): Promise<void> {
  for (let start = 0; start < oids.length; start += BATCH) {
    const batch = oids.slice(start, start + BATCH)
    await receiving.run('BEGIN; SET LOCAL synchronous_commit = off')
    try {
      await receiving.rows('SELECT lo_unlink(oid) FROM pg_largeobject_metadata WHERE oid = ANY ($1::oid[])', [batch])
      await copyBatch(serving, receiving, batch)
      await receiving.run('COMMIT')
    } catch (error) {
      await receiving.run('ROLLBACK').catch(() => undefined)
      throw error
    }
  }
}

interface FirstPiece extends Readonly<Record<string, unknown>> {
  readonly oid: string
  readonly piece: Buffer
}

async function copyBatch(serving: Session, receiving: Session, batch: readonly string[]): Promise<void> {
  const first = await serving.rows<FirstPiece>(
    `SELECT oid::text AS oid, lo_get(oid, 0, ${PIECE}) AS piece FROM pg_largeobject_metadata WHERE oid = ANY ($1::oid[])`, [batch])
  if (first.length === 0) return
  await receiving.rows(
    'SELECT lo_from_bytea(oid, data) FROM unnest($1::oid[], $2::bytea[]) AS new(oid, data)', [first.map(({ oid }) => oid), first.map(({ piece }) => piece)])
  for (const { oid, piece } of first) if (piece.length === PIECE) await copyRest(serving, receiving, oid)
  const rights = await serving.rows<{ statement: string }>(largeObjectRights, [batch])
  await receiving.run(rights.map(({ statement }) => statement).join('; '))
}

async function copyRest(serving: Session, receiving: Session, oid: string): Promise<void> {
  for (let at = PIECE; ; at += PIECE) {
    const { piece } = await serving.one<{ piece: Buffer }>(`SELECT lo_get($1::oid, $2, ${PIECE}) AS piece`, [oid, at])
    if (piece.length > 0) await receiving.rows('SELECT lo_put($1::oid, $2, $3)', [oid, at, piece])
    if (piece.length < PIECE) return
  }
}
