import { toolVersion } from '../mover/copy-by-dump.js'
import type { CopyReport, CopyWork } from '../mover/copy-work.js'
import { connectSide } from '../mover/sides.js'
import type { Session } from '../connection.js'
import { userSchema } from '../sql/catalog.js'
import { broken as brokenOff, copyRows } from './copy-rows.js'
import { earlyIndexes } from './indexes.js'
import { jobsOf } from './jobs.js'
import { closeLanes, openLanes, type Lane } from './lanes.js'
import { createLargeObjects } from './large-objects.js'
import { CopyProgress } from './progress.js'
import type { RangeOptions } from './ranges.js'
import { dumpSchema } from './schema.js'
import { copySequences } from './sequences.js'
import { copiedTables, lockTables } from './tables.js'
import { whileWatched } from './watch.js'

/**
 * Copies by several sessions at once, all under one snapshot: schema by pg_dump, rows by COPY from socket to socket, indexes as soon as their
 * table is in, then what may only come behind all rows. What fails first ends everything else.
 */
export async function copyInParallel(work: CopyWork): Promise<CopyReport> {
  const broken = new AbortController()
  const signal = AbortSignal.any([work.context.signal, broken.signal])
  const reader = await connectSide(work.move, 'source', 'copy')
  let lanes: readonly Lane[] = []
  signal.addEventListener('abort', () => {
    closeLanes(lanes, signal.reason)
    // It may be waiting for a table's lock.
    void reader.end()
  })
  try {
    await reader.run('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
    await reader.run(`SET TRANSACTION SNAPSHOT '${work.snapshot}'`)
    lanes = await openLanes(work, jobsOf(work.options))
    signal.throwIfAborted()
    return await copyAll(work, reader, lanes, signal, (reason) => broken.abort(reason))
  } catch (error) {
    throw brokenOff(work.move.source.database, broken.signal.aborted ? broken.signal.reason : error)
  } finally {
    closeLanes(lanes)
    await reader.end()
  }
}

async function copyAll(
  work: CopyWork, reader: Session, lanes: readonly Lane[], signal: AbortSignal, onError: (reason: unknown) => void,
): Promise<CopyReport> {
  const { sides: { target }, options } = work
  const tables = await copiedTables(reader)
  await lockTables(reader, tables)
  const indexes = await earlyIndexes(reader)
  const ranges = { ...await formatOf(reader, target), jobs: lanes.length }
  const schema = await dumpSchema(work, lanes.length, signal)
  await schema.before()
  const all = [...await createLargeObjects(reader, target), ...tables]
  const progress = new CopyProgress(all.reduce((sum, { bytes }) => sum + bytes, 0), work.context)
  const allRead = async () => {
    await reader.run('COMMIT')
    for (const { source } of lanes) source.end()
    await work.release()
  }
  let counts: ReadonlyMap<string, number> = new Map()
  await whileWatched(work, () => progress.tell(), onError, async () => {
    if (all.length === 0) await allRead()
    counts = await copyRows(work, lanes, { tables: all, indexes, ranges, progress, signal, allRead, onError })
    await copySequences(reader, target)
    await schema.after(new Set(indexes.map(({ entry }) => entry)))
    await analyzeTheRest(target)
  })
  const rows = tables.reduce((sum, { name }) => sum + (counts.get(name) ?? 0), 0)
  return { rows, copier: `parallel (pg_dump ${await toolVersion(options)})` }
}

async function formatOf(source: Session, target: Session): Promise<Pick<RangeOptions, 'encoding' | 'sameMajor'>> {
  const about = `SELECT current_setting('server_encoding') AS encoding, current_setting('server_version_num')::int / 10000 AS major`
  const [from, to] = await Promise.all([source, target].map((session) => session.one<{ encoding: string; major: number }>(about)))
  return { encoding: from!.encoding, sameMajor: from!.major === to!.major }
}

/** What has no rows of its own, was filled behind the tables, or has statistics of its own or an index on expressions that came after them. */
async function analyzeTheRest(target: Session): Promise<void> {
  const rest = await target.rows<{ name: string }>(
    `SELECT format('%I.%I', n.nspname, c.relname) AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE ${userSchema} AND (c.relkind IN ('p', 'm')
       OR c.relkind = 'r' AND EXISTS (SELECT 1 FROM pg_index i WHERE i.indrelid = c.oid AND i.indexprs IS NOT NULL)
       OR EXISTS (SELECT 1 FROM pg_statistic_ext e WHERE e.stxrelid = c.oid)) ORDER BY 1`)
  for (const { name } of rest) await target.run(`ANALYZE ${name}`)
}
