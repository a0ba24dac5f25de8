import { DBOS } from '@dbos-inc/dbos-sdk'
import pg from 'pg'
import { seconds } from '../../model/duration.js'
import { EngineError } from '../engine-error.js'
import type { EngineWorker, WorkerOptions } from '../engine.js'
import { libraryClient, libraryUrl } from './library-client.js'
import { proveAlive } from './liveness.js'
import { APPLICATION, ownQueue, QUEUE_POLL, SHARED_QUEUE } from './names.js'
import { registerPhases } from './register-phases.js'
import { type RunningWork, trackWork } from './running-work.js'
import { prepareSchema } from './schema.js'
import { silentLogger } from './silent-logger.js'
import { writePhaseSteps } from './sql/phase-steps.js'
import { sweepUntil } from './sweep.js'

/** How long bodies get to heed the signal when the worker stops; what has not ended is run again by the next worker. */
const GRACE = seconds(10)

/** The library keeps its state in statics. */
let running = false

/** Runs phases in this process until stopped. Throws EngineError `worker_running` when the id is alive elsewhere. */
export async function startWorker(options: WorkerOptions): Promise<EngineWorker> {
  if (running) throw new EngineError('one_worker_per_process', { worker: options.id })
  running = true
  const liveness = await proveAlive(options.databaseUrl, options.id).catch((error: unknown) => {
    running = false
    throw error
  })
  const db = new pg.Pool({ connectionString: options.databaseUrl, max: 3 })
  db.on('error', () => undefined)
  const stopped = new AbortController()
  const work = trackWork()
  let sweeping: Promise<void> = Promise.resolve()
  const release = async (): Promise<void> => {
    stopped.abort()
    await sweeping
    await shutDown(work)
    await Promise.all([db.end(), liveness.close()])
    running = false
  }
  try {
    await launch(options, work, db)
  } catch (error) {
    await release()
    throw error
  }
  sweeping = sweepUntil(stopped.signal, liveness, options)
  return { stop: release }
}

/** The order matters: queues are known before launch so that they are served at once, and launch recovers what this id left behind. */
async function launch(options: WorkerOptions, work: RunningWork, db: pg.Pool): Promise<void> {
  await prepareSchema(options.databaseUrl, db)
  await writePhaseSteps(db, options.phases)
  const queues = options.sites.includes('*') ? [SHARED_QUEUE] : options.sites.map(ownQueue)
  await registerQueues(options, queues)
  registerPhases(options, work, db)
  DBOS.setConfig({
    name: APPLICATION, systemDatabaseUrl: libraryUrl(options.databaseUrl), executorID: options.id, applicationVersion: options.contract, logger: silentLogger,
    // A worker for all sites also serves the sites that have queues of their own.
    ...(options.sites.includes('*') ? {} : { listenQueues: queues }),
  })
  await DBOS.launch()
  // Without this a worker of an earlier contract, back after a failed upgrade, would take nothing and say nothing.
  await DBOS.setLatestApplicationVersion(options.contract)
}

async function registerQueues({ databaseUrl, perSite }: WorkerOptions, queues: readonly string[]): Promise<void> {
  const client = await libraryClient(databaseUrl, 1)
  try {
    const limits = { partitionConcurrency: perSite, minPollingIntervalMs: QUEUE_POLL, onConflict: 'always_update' } as const
    for (const name of queues) await client.registerQueue(name, limits)
  } finally {
    await client.destroy()
  }
}

/** What came to its own end gets 5 s to be recorded; what was parked stays with its last checkpoint, to be run again. */
async function shutDown(work: RunningWork): Promise<void> {
  const whole = await work.stop(GRACE)
  await DBOS.shutdown({ deregister: true, workflowCompletionTimeoutMS: Number(whole ? seconds(5) : seconds(0.3)) })
}
