import pg from 'pg'
import { DiagnosticError, problem } from '../../diagnostics/diagnostic.js'
import type { RunRecord, RunStore } from '../../ports/run-store.js'
import { appendEvidence } from './evidence-chain.js'
import { namingFaults } from './faults.js'
import { migrate } from './migrate.js'
import { latestAttempt, moveSystem } from './move-system.js'
import { insertApproval } from './sql/insert-approval.js'
import { insertAttempt } from './sql/insert-attempt.js'
import { insertEvent } from './sql/insert-event.js'
import { insertRun } from './sql/insert-run.js'
import { nextFence } from './sql/next-fence.js'
import { selectApprovals } from './sql/select-approvals.js'
import { selectEvents } from './sql/select-events.js'
import { selectEvidence } from './sql/select-evidence.js'
import { selectLatestRun, selectRun } from './sql/select-run.js'
import { selectSystems } from './sql/select-systems.js'
import { deletePause, insertPause, selectPauses } from './sql/pauses.js'
import { updateWaiting } from './sql/update-waiting.js'
import { inTransaction } from './transaction.js'

/** The run's own record in the schema `qianyun` of a PostgreSQL; brings the schema up to date first. Throws DiagnosticError. */
export async function openRunStore(databaseUrl: string): Promise<RunStore> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 5, connectionTimeoutMillis: 10_000 })
  // An idle connection that breaks is replaced by the pool; the next query tells whether the server is there.
  pool.on('error', () => undefined)
  try {
    await namingFaults(() => migrate(pool))
  } catch (error) {
    await pool.end()
    throw error
  }
  return storeOn(pool)
}

function storeOn(pool: pg.Pool): RunStore {
  return {
    createRun: (run) => recorded(run.id, () => createRun(pool, run)),
    run: (id) => namingFaults(() => selectRun(pool, id)),
    latestRun: (place) => namingFaults(() => selectLatestRun(pool, place)),
    startAttempt: (run, system, number, at) => recorded(run, () => inTransaction(pool, (client) => insertAttempt(client, run, system, number, at))),
    setState: (run, system, attempt, to, at, detail = {}) => recorded(run, () => moveSystem(pool, { run, system, attempt, to, at, detail })),
    setWaiting: (run, system, attempt, waiting) => recorded(run, () => inTransaction(pool, async (client) => {
      await latestAttempt(client, run, system, attempt)
      await updateWaiting(client, run, system, attempt, waiting)
    })),
    pause: (pause) => recorded(pause.run, () => insertPause(pool, pause)),
    resume: (run, system) => namingFaults(() => deletePause(pool, run, system)),
    pauses: (run) => namingFaults(() => selectPauses(pool, run)),
    systems: (run) => namingFaults(() => selectSystems(pool, run)),
    append: (event) => recorded(event.run, () => onceOnly(() => insertEvent(pool, event))),
    events: (run, after) => namingFaults(() => selectEvents(pool, run, after)),
    approve: (approval) => recorded(approval.run, () => insertApproval(pool, approval)),
    approvals: (run, system) => namingFaults(() => selectApprovals(pool, run, system)),
    addEvidence: (evidence) => recorded(evidence.run, () => appendEvidence(pool, evidence)),
    evidence: (run, system) => namingFaults(() => selectEvidence(pool, run, system)),
    nextFence: (subject) => namingFaults(() => nextFence(pool, subject)),
    close: () => pool.end(),
  }
}

/** The same run again is no error; another run under its id is. */
async function createRun(pool: pg.Pool, run: RunRecord): Promise<void> {
  await insertRun(pool, run)
  const there = await selectRun(pool, run.id)
  if (there?.planHash !== run.planHash || there.place !== run.place) throw new DiagnosticError(problem('ENG_RUN_DIFFERS', { run: run.id }))
}

const FOREIGN_KEY = '23503'
const UNIQUE = '23505'

/** A write that belongs to a run. */
async function recorded<T>(run: string, write: () => Promise<T>): Promise<T> {
  return namingFaults(async () => {
    try {
      return await write()
    } catch (error) {
      throw hasCode(error, FOREIGN_KEY) ? new DiagnosticError(problem('ENG_UNKNOWN_RUN', { run }, { cause: error })) : error
    }
  })
}

/** Of two equal inserts at the same moment the second fails on the unique hash: it is there, as was wanted. */
async function onceOnly(insert: () => Promise<void>): Promise<void> {
  await insert().catch((error: unknown) => {
    if (!hasCode(error, UNIQUE)) throw error
  })
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
