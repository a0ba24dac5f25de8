import { DiagnosticError, problem } from '../../../diagnostics/diagnostic.js'
import { bytes } from '../../../model/bytes.js'
import type { CopyWork } from '../mover/copy-work.js'
import type { EarlyIndex } from './indexes.js'
import type { Lane } from './lanes.js'
import type { CopyProgress } from './progress.js'
import { rangesOf, type Range, type RangeOptions } from './ranges.js'
import { relay } from './relay.js'
import type { CopiedTable } from './tables.js'
import { WorkQueue } from './work-queue.js'

export interface RowsToCopy {
  readonly tables: readonly CopiedTable[]
  readonly indexes: readonly EarlyIndex[]
  readonly ranges: RangeOptions
  readonly progress: CopyProgress
  readonly signal: AbortSignal
  /** All rows have been read; indexes may still be building. */
  readonly allRead: () => Promise<void>
  readonly onError: (reason: unknown) => void
}

/** Copies the rows by pieces and builds each table's indexes as soon as its last piece is in, then its statistics. Resolves with the rows of each table. */
export async function copyRows(work: CopyWork, lanes: readonly Lane[], todo: RowsToCopy): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>()
  const queue = new WorkQueue<Lane>(todo.onError)
  const { move, options: { throttle } } = work
  const pieces = todo.tables.map((table) => ({ table, ranges: rangesOf(table, todo.ranges) }))
  let unread = pieces.reduce((sum, { ranges }) => sum + ranges.length, 0)
  const copyRange = (range: Range, then: () => void) => async (lane: Lane) => {
    const { table, statements } = range
    todo.progress.begin(range)
    const heed = async (size: number) => {
      await throttle.take(move, bytes(size), todo.signal)
      todo.progress.passed(range, size)
    }
    const rows = await relay(lane.source, lane.target, statements, heed).catch((error: unknown) => { throw broken(table.name, error) })
    counts.set(table.name, (counts.get(table.name) ?? 0) + rows)
    todo.progress.end(range)
    then()
    unread -= 1
    if (unread === 0) await todo.allRead()
  }
  for (const { table, ranges } of pieces) {
    const own = todo.indexes.filter((index) => index.table === table.oid)
    const finish = afterLast(ranges.length, () => buildIndexes(queue, table, own))
    for (const range of ranges) queue.add(copyRange(range, finish))
  }
  await queue.run(lanes)
  return counts
}

function buildIndexes(queue: WorkQueue<Lane>, table: CopiedTable, indexes: readonly EarlyIndex[]): void {
  const attach = indexes.flatMap((index) => index.attach ?? [])
  const complete = (first: readonly string[]) => (lane: Lane) => runAll(lane, table, [...first, ...attach, `ANALYZE ${table.name}`])
  if (indexes.length === 0 || table.bytes < BUILT_AT_ONCE) return queue.addFirst(complete(indexes.map(({ create }) => create)))
  const then = afterLast(indexes.length, () => queue.addFirst(complete([])))
  for (const { create } of [...indexes].reverse()) {
    queue.addFirst(async (lane) => {
      await runAll(lane, table, [create])
      then()
    })
  }
}

/** In one transaction and one round trip: of 2,000 small tables it is the statements that take the time, not the rows. */
async function runAll({ target }: Lane, { name }: CopiedTable, statements: readonly string[]): Promise<void> {
  await target.query(statements.join('; ')).catch((error: unknown) => { throw broken(name, error) })
}

/** A smaller table's indexes are built one after another: several workers at it would only wait for one another. */
const BUILT_AT_ONCE = 1_048_576

function afterLast(count: number, then: () => void): () => void {
  let left = count
  return () => {
    left -= 1
    if (left === 0) then()
  }
}

/** What broke the copy of a table, or of the database as a whole, unless it has words of its own. */
export function broken(table: string, cause: unknown): unknown {
  if (cause instanceof DiagnosticError) return cause
  const detail = cause instanceof Error ? cause.message : String(cause)
  return new DiagnosticError(problem('MOVE_COPY_BROKEN', { table, detail }, { cause }))
}
