import type { StepContext } from '../../../model/step.js'
import { milliseconds } from '../../../model/duration.js'
import type { Clock } from '../../../ports/clock.js'
import type { DatabaseMove, Proof, Side, TableProof } from '../../../ports/data-mover.js'
import { bucketsSql, unitsNamedSql, type ComparedTable } from '../sql/compare.js'
import { comparableTables, neverSort, proofOf, readDigests, sameDigest, wholeOf, type Digests, type Pair, type Reading } from './compare.js'
import { differingKeys, suspectsIn } from './differing-keys.js'
import { awaitBeat, beat } from './heartbeat.js'
import { compareLargeObjects } from './large-objects.js'
import { otherSide } from './names.js'
import { compareObjects, objectsEqual } from './objects.js'
import { sequenceNames } from './sequences.js'
import { withSides } from './sides.js'
import { servingSide, statesOf } from './state.js'

/** How often what differs is read again, and how long one beat may take. */
const ROUNDS = 8
const PATIENCE_MS = 10_000

interface Rehearsal {
  readonly pair: Pair
  readonly from: Side
  readonly clock: Clock
  readonly signal: AbortSignal
}

/**
 * Compares both sides while they are in use. Where sequences stand and what large objects hold is left to the switch, which carries them:
 * of sequences the existence is compared, large objects are read on both sides and those that differ are counted without failing the rehearsal.
 */
export async function rehearse(move: DatabaseMove, context: StepContext, clock: Clock): Promise<Proof> {
  return await withSides(move, 'compare', async (pair) => {
    const started = clock.now()
    await Promise.all([pair.source.run(neverSort), pair.target.run(neverSort)])
    const tables = await rehearseTables({ pair, clock, from: servingSide(await statesOf(move, pair)), signal: context.signal }, context)
    const [objects, sequences, largeObjects] = await Promise.all([compareObjects(pair), presentSequences(pair), compareLargeObjects(pair)])
    const equal = tables.every(({ differing }) => differing.length === 0) && sequences.different.length === 0 && objectsEqual(objects)
    return { result: equal ? 'pass' : 'fail', method: 'live', tables, sequences, largeObjects, objects, milliseconds: clock.now() - started }
  })
}

async function rehearseTables(rehearsal: Rehearsal, context: StepContext): Promise<readonly TableProof[]> {
  const { tables, unequal } = await comparableTables(rehearsal.pair)
  const proofs: TableProof[] = []
  for (const table of tables) {
    context.signal.throwIfAborted()
    proofs.push(await rehearseTable(rehearsal, table))
    context.heartbeat({ done: proofs.length, total: tables.length, unit: 'steps', what: table.name })
  }
  return [...proofs, ...unequal].sort((a, b) => (a.table < b.table ? -1 : 1))
}

async function presentSequences({ source, target }: Pair): Promise<Proof['sequences']> {
  const [here, there] = await Promise.all([sequenceNames(source), sequenceNames(target)])
  const onBoth = new Set(here.filter((name) => there.includes(name)))
  return { compared: here.length, different: [...new Set([...here, ...there])].filter((name) => !onBoth.has(name)).sort() }
}

/** Buckets that differ are narrowed to single keys, and these are read again: a busy bucket never holds still, a single row does. */
async function rehearseTable(rehearsal: Rehearsal, table: ComparedTable): Promise<TableProof> {
  const whole = await wholeOf(rehearsal.pair, table)
  const reading = await readAround(rehearsal, bucketsSql(table, whole, 'every row'))
  return proofOf(table, reading, await differingKeys(table, suspectsIn(whole, reading), {
    read: (sql) => readAround(rehearsal, sql), confirm: (ids) => settle(rehearsal, table, ids), patience: Number.POSITIVE_INFINITY,
  }))
}

/** Reads the serving side, waits until the feed has passed the reading, then reads the other. */
async function readAround({ pair, from, clock, signal }: Rehearsal, sql: string): Promise<Reading> {
  signal.throwIfAborted()
  const serving = await readDigests(pair[from], sql)
  await passed({ pair, from, clock })
  const receiving = await readDigests(pair[otherSide(from)], sql)
  return { source: from === 'source' ? serving : receiving, target: from === 'source' ? receiving : serving }
}

async function passed({ pair, from, clock }: Pick<Rehearsal, 'pair' | 'from' | 'clock'>): Promise<void> {
  await awaitBeat(pair[otherSide(from)], from, await beat(pair[from], from, clock), PATIENCE_MS)
}

/**
 * Keys that still differ in the end. Each round reads the serving side before and after the other one, the feed having passed the first reading:
 * equal to either is equal; one that stood still on the serving side and yet differs, twice, is real. One that changes at every reading is in use
 * and counts as in flight, unless it is there on one side only.
 */
async function settle(rehearsal: Rehearsal, table: ComparedTable, candidates: readonly string[]): Promise<readonly string[]> {
  const confirmed = new Map(candidates.map((id) => [id, 0]))
  for (let round = 0; round < ROUNDS && [...confirmed.values()].some((times) => times < 2); round += 1) {
    rehearsal.signal.throwIfAborted()
    if (round > 0) await rehearsal.clock.sleep(milliseconds(20 * round))
    await judge(rehearsal, table, confirmed)
  }
  return [...confirmed].filter(([, times]) => times >= 2).map(([id]) => id)
}

/** Units a statement asks for at once. */
const CHUNK = 1_000

async function judge(rehearsal: Rehearsal, table: ComparedTable, confirmed: Map<string, number>): Promise<void> {
  const open = [...confirmed].filter(([, times]) => times < 2).map(([id]) => id)
  for (let start = 0; start < open.length; start += CHUNK) {
    const ids = open.slice(start, start + CHUNK)
    const { before, other, after } = await readThrice(rehearsal, unitsNamedSql(table, ids))
    for (const id of ids) {
      const there = other.get(id)
      if (sameDigest(before.get(id), there) || sameDigest(after.get(id), there)) confirmed.delete(id)
      else if (sameDigest(before.get(id), after.get(id)) || (before.has(id) && after.has(id) && !there)) confirmed.set(id, (confirmed.get(id) ?? 0) + 1)
    }
  }
}

async function readThrice({ pair, from, clock }: Rehearsal, sql: string): Promise<{ before: Digests; other: Digests; after: Digests }> {
  const before = await readDigests(pair[from], sql)
  await passed({ pair, from, clock })
  const other = await readDigests(pair[otherSide(from)], sql)
  return { before, other, after: await readDigests(pair[from], sql) }
}
