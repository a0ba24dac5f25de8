import type { Progress } from '../../../model/step.js'
import type { Clock } from '../../../ports/clock.js'
import type { DatabaseMove, Proof, Side, TableProof } from '../../../ports/data-mover.js'
import type { Session } from '../connection.js'
import { literal } from '../sql/quote.js'
import { differing, listTables, proofOf, readTable, type Pair } from './compare.js'
import { countLargeObjects, differingLargeObjects } from './large-objects.js'
import type { SequenceStates } from './sequences.js'
import { differingSequences } from './sequences.js'
import { connectAll, connectSide } from './sides.js'

export interface ProofRequest {
  readonly move: DatabaseMove
  readonly snapshots: Readonly<Record<Side, string>>
  /** Read inside the fence on both sides: sequences are not part of a snapshot. */
  readonly sequences: Readonly<Record<Side, SequenceStates>>
  readonly clock: Clock
  readonly onProgress: (progress: Progress) => void
}

const WORKERS = 2

/** Compares everything under the two snapshots, two sessions a side, while the application already writes. */
export async function proveUnderSnapshots(request: ProofRequest): Promise<Proof> {
  const started = request.clock.now()
  const pairs = await openPairs(request)
  try {
    const tables = await proveTables(pairs, request.onProgress)
    const largeObjects = await proveLargeObjects(pairs[0]!)
    const different = differingSequences(request.sequences.source, request.sequences.target)
    const sequences = { compared: request.sequences.source.size, different }
    const equal = tables.every((table) => table.differing.length === 0) && different.length === 0 && largeObjects.different === 0
    const objects = { compared: 0, different: [] }
    return { result: equal ? 'pass' : 'fail', method: 'snapshots', tables, sequences, largeObjects, objects, milliseconds: request.clock.now() - started }
  } finally {
    await Promise.all(pairs.flatMap(({ source, target }) => [source.end(), target.end()]))
  }
}

async function openPairs({ move, snapshots }: ProofRequest): Promise<readonly Pair[]> {
  const sides: readonly Side[] = Array.from({ length: WORKERS }, () => ['source', 'target'] as const).flat()
  const sessions = await connectAll(sides.map((side) => async () => {
    const session = await connectSide(move, side, 'compare')
    await session.run(`BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET TRANSACTION SNAPSHOT ${literal(snapshots[side])}`)
    return session
  }))
  return Array.from({ length: WORKERS }, (_, index) => ({ source: sessions[index * 2]!, target: sessions[index * 2 + 1]! }))
}

/** A table that one side lacks is a difference by itself, named once. */
async function proveTables(pairs: readonly Pair[], onProgress: (progress: Progress) => void): Promise<readonly TableProof[]> {
  const [source, target] = await Promise.all([listTables(pairs[0]!.source), listTables(pairs[0]!.target)])
  const there = new Map(target.map((table) => [table.name, table]))
  const here = new Set(source.map(({ name }) => name))
  const comparable = source.filter((table) => sameColumns(table.columns, there.get(table.name)?.columns))
  const unequal = [...source.filter((table) => !comparable.includes(table)), ...target.filter(({ name }) => !here.has(name))].map(({ name }) => missing(name))
  const queue = [...comparable]
  const proofs: TableProof[] = []
  const work = async (pair: Pair) => {
    for (let table = queue.shift(); table; table = queue.shift()) {
      const reading = await readTable(pair, table)
      proofs.push(proofOf(reading, differing(reading.source, reading.target)))
      onProgress({ done: proofs.length, total: comparable.length, unit: 'steps', what: table.name })
    }
  }
  await Promise.all(pairs.map(work))
  return [...proofs, ...unequal].sort((a, b) => (a.table < b.table ? -1 : 1))
}

export function sameColumns(left: readonly string[], right: readonly string[] | undefined): boolean {
  return right !== undefined && [...left].sort().join('\n') === [...right].sort().join('\n')
}

export function missing(table: string): TableProof {
  return { table, rowsSource: 0, rowsTarget: 0, hashSource: '', hashTarget: '', differing: ['columns'] }
}

export async function proveLargeObjects({ source, target }: Pair): Promise<Proof['largeObjects']> {
  const compared = await countLargeObjects(source as Session)
  return { compared, different: (await differingLargeObjects(source, target)).length }
}
