import type { StepContext } from '../../../model/step.js'
import { milliseconds } from '../../../model/duration.js'
import type { Clock } from '../../../ports/clock.js'
import type { DatabaseMove, Proof, Side, TableProof } from '../../../ports/data-mover.js'
import { bucketsSql, inBuckets, inUnits, unitsSql, type ComparedTable, type Division } from '../sql/compare.js'
import {
  differing, divisionOf, listTables, missing, proofOf, readDigests, sameColumns, sameDigest, type Digests, type Pair, type TableReading,
} from './compare.js'
import { awaitBeat, beat } from './heartbeat.js'
import { otherSide } from './names.js'
import { compareObjects } from './objects.js'
import { withSides } from './sides.js'
import { servingSide, statesOf } from './state.js'

/** How often what differs is read again, and how long one beat may take. */
const ROUNDS = 8
const PATIENCE_MS = 10_000

interface Rehearsal {
  readonly move: DatabaseMove
  readonly pair: Pair
  readonly from: Side
  readonly clock: Clock
  readonly signal: AbortSignal
}

/** Compares both sides while they are in use. Counters are left to the switch: the feed does not carry all of them. */
export async function rehearse(move: DatabaseMove, context: StepContext, clock: Clock): Promise<Proof> {
  return await withSides(move, 'compare', async (pair) => {
    const started = clock.now()
    const rehearsal = { move, pair, clock, from: servingSide(await statesOf(move, pair)), signal: context.signal }
    const [source, target] = await Promise.all([listTables(pair.source, move), listTables(pair.target, move)])
    const there = new Map(target.map((table) => [table.name, table]))
    const tables: TableProof[] = []
    for (const table of source) {
      context.signal.throwIfAborted()
      tables.push(sameColumns(table, there.get(table.name)) ? await rehearseTable(rehearsal, table) : missing(table.name))
      context.heartbeat({ done: tables.length, total: source.length, unit: 'steps', what: table.name })
    }
    const objects = await compareObjects(move, pair)
    return {
      result: tables.every((table) => table.differing.length === 0) && objects.different.length === 0 ? 'pass' : 'fail', method: 'live',
      tables: tables.sort((a, b) => (a.table < b.table ? -1 : 1)),
      sequences: { compared: 0, different: [] }, largeObjects: { compared: 0, different: 0 }, objects,
      milliseconds: clock.now() - started,
    }
  })
}

/** Buckets that differ are narrowed to single keys, and these are read again: a busy bucket never holds still, a single row does. */
async function rehearseTable(rehearsal: Rehearsal, table: ComparedTable): Promise<TableProof> {
  const division = await divisionOf(rehearsal.pair, table)
  const reading = await readAround(rehearsal, table, division, bucketsSql(table, division))
  const suspect = differing(reading.source, reading.target)
  if (suspect.length === 0) return proofOf(reading, [])
  const units = await readAround(rehearsal, table, division, unitsSql(table, inBuckets(table, division, suspect)))
  const real = await settle(rehearsal, table, differing(units.source, units.target))
  return { ...proofOf(reading, []), differing: real.map((id) => labelOfUnit(table, id)) }
}

/** Reads the serving side, waits until the feed has passed the reading, then reads the other. */
async function readAround(rehearsal: Rehearsal, table: ComparedTable, division: Division, sql: string): Promise<TableReading> {
  const { pair, from } = rehearsal
  const serving = await readDigests(pair[from], sql)
  await passed(rehearsal)
  const receiving = await readDigests(pair[otherSide(from)], sql)
  return { table, division, source: from === 'source' ? serving : receiving, target: from === 'source' ? receiving : serving }
}

async function passed({ move, pair, from, clock }: Rehearsal): Promise<void> {
  await awaitBeat(pair[otherSide(from)], move, from, await beat(pair[from], move, from, clock), PATIENCE_MS)
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
    const { before, other, after } = await readThrice(rehearsal, unitsSql(table, inUnits(table, ids)))
    for (const id of ids) {
      const there = other.get(id)
      if (sameDigest(before.get(id), there) || sameDigest(after.get(id), there)) confirmed.delete(id)
      else if (sameDigest(before.get(id), after.get(id)) || (before.has(id) && after.has(id) && !there)) confirmed.set(id, (confirmed.get(id) ?? 0) + 1)
    }
  }
}

async function readThrice(rehearsal: Rehearsal, sql: string): Promise<{ before: Digests; other: Digests; after: Digests }> {
  const { pair, from } = rehearsal
  const before = await readDigests(pair[from], sql)
  await passed(rehearsal)
  const other = await readDigests(pair[otherSide(from)], sql)
  return { before, other, after: await readDigests(pair[from], sql) }
}

function labelOfUnit(table: ComparedTable, id: string): string {
  return table.integerKey === null ? `hash ${id}` : `${table.integerKey} ${id}`
}
