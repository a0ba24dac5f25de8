import type { Progress } from '../../../model/step.js'
import type { Clock } from '../../../ports/clock.js'
import type { DatabaseMove, Proof, Side, TableProof } from '../../../ports/data-mover.js'
import { listTables, missing, namedDifferences, proofOf, readTable, sameColumns, type Pair } from './compare.js'
import { differingCounters, type CounterStates } from './counters.js'
import { compareObjects } from './objects.js'

export interface ProofRequest {
  readonly move: DatabaseMove
  /** Sessions inside their snapshots, one pair a worker. */
  readonly pairs: readonly Pair[]
  /** Read inside the fence on both sides: counters are not part of a snapshot. */
  readonly counters: Readonly<Record<Side, CounterStates>>
  readonly clock: Clock
  readonly onProgress: (progress: Progress) => void
}

/** Compares everything under the two snapshots while the application already writes. */
export async function proveUnderSnapshots({ move, pairs, counters, clock, onProgress }: ProofRequest): Promise<Proof> {
  const started = clock.now()
  const tables = await proveTables(move, pairs, onProgress)
  const different = differingCounters(counters.source, counters.target)
  const objects = await compareObjects(move, pairs[0]!)
  const equal = tables.every((table) => table.differing.length === 0) && different.length === 0 && objects.different.length === 0
  return {
    result: equal ? 'pass' : 'fail', method: 'snapshots', tables, objects,
    sequences: { compared: counters.source.sequences.size + counters.source.increments.size, different },
    largeObjects: { compared: 0, different: 0 }, milliseconds: clock.now() - started,
  }
}

/** A table that one side lacks is a difference by itself, named once. */
async function proveTables(move: DatabaseMove, pairs: readonly Pair[], onProgress: (progress: Progress) => void): Promise<readonly TableProof[]> {
  const [source, target] = await Promise.all([listTables(pairs[0]!.source, move), listTables(pairs[0]!.target, move)])
  const there = new Map(target.map((table) => [table.name, table]))
  const here = new Set(source.map(({ name }) => name))
  const comparable = source.filter((table) => sameColumns(table, there.get(table.name)))
  const unequal = [...source.filter((table) => !comparable.includes(table)), ...target.filter(({ name }) => !here.has(name))].map(({ name }) => missing(name))
  const queue = [...comparable]
  const proofs: TableProof[] = []
  const work = async (pair: Pair) => {
    for (let table = queue.shift(); table; table = queue.shift()) {
      const reading = await readTable(pair, table)
      proofs.push(proofOf(reading, await namedDifferences(pair, reading)))
      onProgress({ done: proofs.length, total: comparable.length, unit: 'steps', what: table.name })
    }
  }
  await Promise.all(pairs.map(work))
  return [...proofs, ...unequal].sort((a, b) => (a.table < b.table ? -1 : 1))
}
