import { mkdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DiagnosticError, problem } from '../../../diagnostics/diagnostic.js'
import { contentHash } from '../../../model/canonical.js'
import type { StepContext } from '../../../model/step.js'
import type { CopyResult, DatabaseMove } from '../../../ports/data-mover.js'
import type { Session } from '../connection.js'
import { userTables } from '../sql/catalog.js'
import { literal } from '../sql/quote.js'
import { leftBehind } from '../copier/tables.js'
import { copierOf, requireCopier } from './copiers.js'
import type { CopyReport } from './copy-work.js'
import { emptyDatabase } from './empty-database.js'
import { dropFeed, ensurePublication, subscriptionStatement } from './feed.js'
import { copyIndexIdentities } from './identity.js'
import { endSessions } from './leftovers.js'
import { namesOf } from './names.js'
import type { MoverOptions } from './options.js'
import { contentOf } from './preflight-pair.js'
import { connectSide, withSides, type Sides } from './sides.js'
import { holdBoth, servingSide, statesOf } from './state.js'

/** Slot first, snapshot second, copy third: a slot made after the copy would lose the writes in between. */
export async function copy(move: DatabaseMove, context: StepContext, options: MoverOptions): Promise<CopyResult> {
  return await withSides(move, 'control', async (sides) => {
    const states = await statesOf(move, sides)
    const { target } = states
    await holdBoth(sides, context.fence)
    if (target.stage === 'copied' && target.result) return target.result
    // What serves is never emptied, whatever its mark says.
    if (servingSide(states) !== 'source') throw new DiagnosticError(problem('MOVE_NOT_SERVING', { name: move.name, place: 'source', other: 'target' }))
    await requireCopier(move, options)
    await startOver(move, sides, target.stage, context, options)
    try {
      return await copyAndFollow(move, sides, context, options)
    } catch (error) {
      // A slot that nobody reads keeps the source's log for ever. What broke the copy may have broken these sessions too.
      await dropOwnFeed(sides, move, context, options)
        .catch(() => withSides(move, 'control', (fresh) => dropOwnFeed(fresh, move, context, options))).catch(() => undefined)
      context.signal.throwIfAborted()
      throw error
    }
  })
}

/** Where another worker has taken over, slot and feed are its own. The last commit's answer may be all that was lost: the copy stops counting first. */
async function dropOwnFeed(sides: Sides, move: DatabaseMove, { fence }: StepContext, { clock }: MoverOptions): Promise<void> {
  await holdBoth(sides, fence)
  await whileHeld(sides.target, fence).run(`UPDATE qianyun_mig.state SET stage = 'copying', result = NULL`)
  await dropFeed(sides, move, 'source', clock)
}

async function copyAndFollow(move: DatabaseMove, sides: Sides, context: StepContext, options: MoverOptions): Promise<CopyResult> {
  const started = options.clock.now()
  const report = await copyUnderSnapshot(move, sides, context, options)
  await finishTarget(move, sides, context)
  const result = { ...await measure(sides.target), ...report, milliseconds: options.clock.now() - started }
  // One transaction: the feed exists exactly when the copy counts as done, and only if no other worker has taken over.
  await sides.target.run(`SELECT qianyun_mig.hold(${context.fence});
    ${await subscriptionStatement(sides.target, move, 'source', true)};
    UPDATE qianyun_mig.state SET stage = 'copied', result = ${literal(JSON.stringify(result))}`)
  return result
}

/** A dead worker's snapshot is gone, so its copy is worth nothing. The target is emptied only where our own mark says that we filled it. */
async function startOver(move: DatabaseMove, sides: Sides, stage: string, { fence }: StepContext, { clock }: MoverOptions): Promise<void> {
  await Promise.all([sides.source, sides.target].map((session) => endSessions(session, move, 'copy')))
  await dropFeed(sides, move, 'source', clock)
  if (stage === 'copying') await emptyDatabase(whileHeld(sides.target, fence))
  const content = await contentOf(sides.target)
  if (content.length > 0) throw new DiagnosticError(problem('MOVE_TARGET_NOT_EMPTY', { database: move.target.database, objects: content.join(', ') }))
  await whileHeld(sides.target, fence).run(`UPDATE qianyun_mig.state SET stage = 'copying', result = NULL`)
}

/** What it runs has no effect once another worker has taken the move over: one that stood still for long must not empty what has been opened since. */
function whileHeld(session: Session, fence: number): Session {
  return { ...session, run: (sql) => session.run(`SELECT qianyun_mig.hold(${fence}); ${sql}`) }
}

async function copyUnderSnapshot(
  move: DatabaseMove, sides: Sides, context: StepContext, options: MoverOptions,
): Promise<CopyReport & Pick<CopyResult, 'consistentPoint' | 'skipped'>> {
  const folder = dumpFolder(move, options)
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const walsender = await connectSide(move, 'source', 'copy', { replication: true })
  const release = () => walsender.end()
  context.signal.addEventListener('abort', release)
  try {
    const { consistent_point: consistentPoint, snapshot_name: snapshot } = await createSlotWithSnapshot(walsender, sides.source, namesOf(move).feedFrom.source)
    const skipped = await leftBehind(sides.source, namesOf(move).publication)
    const report = await copierOf(move)({ move, sides, snapshot, folder, context, options, release })
    return { ...report, consistentPoint, skipped }
  } finally {
    context.signal.removeEventListener('abort', release)
    await release()
    await rm(folder, { recursive: true, force: true })
  }
}

/** Known again by the worker that follows a killed one, yet never that of another place's move of the same name: the addresses are part of it. */
function dumpFolder(move: DatabaseMove, { scratch }: MoverOptions): string {
  const address = ({ host, port, database }: DatabaseMove['source']) => ({ host, port, database })
  const ends = contentHash([address(move.source), address(move.target)]).slice('sha256:'.length, 'sha256:'.length + 12)
  return join(scratch ?? tmpdir(), `${namesOf(move).publication}-${ends}.dump`)
}

interface NewSlot extends Readonly<Record<string, unknown>> {
  readonly consistent_point: string
  readonly snapshot_name: string
}

async function createSlotWithSnapshot(walsender: Session, source: Session, slot: string): Promise<NewSlot> {
  const { version } = await source.one<{ version: number }>(`SELECT current_setting('server_version_num')::int AS version`)
  return await walsender.one<NewSlot>(`CREATE_REPLICATION_SLOT "${slot}" LOGICAL pgoutput ${version >= 150_000 ? `(SNAPSHOT 'export')` : 'EXPORT_SNAPSHOT'}`)
}

/** What the copy does not bring or has lost, before the application can come. */
async function finishTarget(move: DatabaseMove, { source, target }: Sides, context: StepContext): Promise<void> {
  await copyIndexIdentities(source, target)
  const changed = await source.rows('SELECT relation, previous FROM qianyun_mig.identity')
  await target.rows(
    'INSERT INTO qianyun_mig.identity SELECT * FROM json_to_recordset($1) AS x(relation text, previous text) ON CONFLICT DO NOTHING', [JSON.stringify(changed)])
  await ensurePublication(target, move)
  context.signal.throwIfAborted()
}

/** Rows are what ANALYZE has just counted: exact up to 30 000 pages a table (240 MB), an estimate from a sample above. */
async function measure(target: Session): Promise<Pick<CopyResult, 'tables' | 'rows' | 'bytes' | 'largeObjects'>> {
  return await target.one<Pick<CopyResult, 'tables' | 'rows' | 'bytes' | 'largeObjects'>>(
    `SELECT count(*)::int AS tables, coalesce(sum(greatest(c.reltuples, 0)), 0)::float8 AS rows,
       (coalesce(sum(pg_total_relation_size(c.oid)), 0) + pg_total_relation_size('pg_largeobject'))::float8 AS bytes,
       (SELECT count(*)::int FROM pg_largeobject_metadata) AS "largeObjects" FROM ${userTables}`)
}
