import type { Progress } from '../../../model/step.js'
import type { Clock } from '../../../ports/clock.js'
import type { DatabaseMove, Proof, Side, TableProof } from '../../../ports/data-mover.js'
import { wholeSql, type ComparedTable } from '../sql/compare.js'
import { literal } from '../sql/quote.js'
import { comparableTables, neverSort, proofOf, readBoth, sameDigest, wholeOf, type Pair } from './compare.js'
import { differingKeys } from './differing-keys.js'
import { compareLargeObjects } from './large-objects.js'
import { compareObjects, objectsEqual } from './objects.js'
import type { SequenceStates } from './sequences.js'
import { differingSequences } from './sequences.js'
import { connectAll, connectSide } from './sides.js'

export interface ProofRequest {
  readonly move: DatabaseMove
  readonly snapshots: Readonly<Record<Side, string>>
  /** Read inside the fence on both sides: sequences are not part of a snapshot. */
  readonly sequences: Readonly<Record<Side, SequenceStates>>
  /** What was written on the closed side behind the token, as names of objects: the snapshots may not show it. */
  readonly late: readonly string[]
  readonly clock: Clock
  readonly onProgress: (progress: Progress) => void
}

const WORKERS = 2

/** Statements that look for the keys of one table that differ. */
const PATIENCE = 64

/** Compares everything under the two snapshots, two sessions a side, while the application already writes. */
export async function proveUnderSnapshots(request: ProofRequest): Promise<Proof> {
  const started = request.clock.now()
  const pairs = await openPairs(request)
  try {
    const tables = await proveTables(pairs, request.onProgress)
    const largeObjects = await compareLargeObjects(pairs[0]!)
    const sequences = sequencesProof(request.sequences)
    const catalogs = await compareObjects(pairs[0]!)
    const objects = { ...catalogs, different: [...catalogs.different, ...request.late] }
    const rowsEqual = tables.every(({ differing }) => differing.length === 0) && largeObjects.different === 0
    const equal = rowsEqual && sequences.different.length === 0 && objectsEqual(objects)
    return { result: equal ? 'pass' : 'fail', method: 'snapshots', tables, sequences, largeObjects, objects, milliseconds: request.clock.now() - started }
  } finally {
    await Promise.all(pairs.flatMap(({ source, target }) => [source.end(), target.end()]))
  }
}

function sequencesProof({ source, target }: ProofRequest['sequences']): Proof['sequences'] {
  return { compared: source.size, different: differingSequences(source, target) }
}

async function openPairs({ move, snapshots }: ProofRequest): Promise<readonly Pair[]> {
  const sides: readonly Side[] = Array.from({ length: WORKERS }, () => ['source', 'target'] as const).flat()
  const sessions = await connectAll(sides.map((side) => async () => {
    const session = await connectSide(move, side, 'compare')
    await session.run(`${neverSort}; BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET TRANSACTION SNAPSHOT ${literal(snapshots[side])}`)
    return session
  }))
  return Array.from({ length: WORKERS }, (_, index) => ({ source: sessions[index * 2]!, target: sessions[index * 2 + 1]! }))
}

async function proveTables(pairs: readonly Pair[], onProgress: (progress: Progress) => void): Promise<readonly TableProof[]> {
  const { tables, unequal } = await comparableTables(pairs[0]!)
  const queue = [...tables]
  const proofs: TableProof[] = []
  const work = async (pair: Pair) => {
    for (let table = queue.shift(); table; table = queue.shift()) {
      proofs.push(await proveTable(pair, table))
      onProgress({ done: proofs.length, total: tables.length, unit: 'steps', what: table.name })
    }
  }
  await Promise.all(pairs.map(work))
  return [...proofs, ...unequal].sort((a, b) => (a.table < b.table ? -1 : 1))
}

/** One pass over a table that is equal; only one that is not is divided. */
async function proveTable(pair: Pair, table: ComparedTable): Promise<TableProof> {
  const reading = await readBoth(pair, wholeSql(table))
  if (sameDigest(reading.source.get('0'), reading.target.get('0'))) return proofOf(table, reading, [])
  const whole = { part: await wholeOf(pair, table), rows: Number.POSITIVE_INFINITY }
  return proofOf(table, reading, await differingKeys(table, [whole], { read: (sql) => readBoth(pair, sql), confirm: async (ids) => ids, patience: PATIENCE }))
}
