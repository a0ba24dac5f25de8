import type { DBOSClient, GetWorkflowsInput, WorkflowStatus } from '@dbos-inc/dbos-sdk'
import pg from 'pg'
import { instantFromMs } from '../../model/instant.js'
import type { Json } from '../../model/json.js'
import type { EngineControl, StepRun } from '../engine.js'
import { EngineError } from '../engine-error.js'
import { libraryClient } from './library-client.js'
import { APPLICATION } from './names.js'
import { phaseRow } from './phase-row.js'
import { libraryStatuses, phaseRunOf, siteOf } from './phase-status.js'
import { prepareSchema } from './schema.js'
import { mayKnowPhase, readPhaseSteps } from './sql/phase-steps.js'
import { queueOfSite } from './sql/queue-of-site.js'

const ACTIVE = ['DELAYED', 'ENQUEUED', 'PENDING'] as const
/** 1970-01-01 plus 1 ms: any moment in the past makes a waiting phase due. */
const LONG_AGO = 1

export async function openControl(databaseUrl: string): Promise<EngineControl> {
  const db = new pg.Pool({ connectionString: databaseUrl, max: 2 })
  db.on('error', () => undefined)
  await prepareSchema(databaseUrl, db)
  const client = await libraryClient(databaseUrl, 4)
  return {
    async startPhase(id, phase, input, options) {
      // The library would hand it to a worker, fail to find its code, and leave it as running for ever.
      if (!(await mayKnowPhase(db, phase))) throw new EngineError('unknown_phase', { id, phase })
      await client.enqueue(await phaseRow(db, { id, phase, ...options }), input)
    },
    async wake(id) {
      await client.setWorkflowDelay(id, { delayUntilEpochMS: LONG_AGO })
    },
    cancel: (prefix) => cancelAll(client, prefix),
    retryFrom: (id, step) => retryFrom(client, db, id, step),
    async list({ prefix, status }) {
      const words = status === undefined ? {} : { status: libraryStatuses(status) as NonNullable<GetWorkflowsInput['status']> }
      return (await find(client, prefix ?? '', { ...words, loadOutput: true })).map(phaseRunOf)
    },
    steps: (id) => stepsOf(client, id),
    async close() {
      await client.destroy()
      await db.end()
    },
  }
}

/** A phase that ends just now may start its next one after we looked, so we look until nothing is left. */
async function cancelAll(client: DBOSClient, prefix: string): Promise<void> {
  for (;;) {
    const active = await find(client, prefix, { status: [...ACTIVE] })
    if (active.length === 0) return
    await client.cancelWorkflows(active.map(({ workflowID }) => workflowID))
  }
}

function find(client: DBOSClient, prefix: string, filter: GetWorkflowsInput): Promise<WorkflowStatus[]> {
  // The library puts the prefix into LIKE as it is: `_` and `%` in an id are letters, not wildcards.
  const escaped = prefix.replace(/[\\%_]/g, '\\$&')
  return client.listWorkflows({ loadInput: false, loadOutput: false, workflow_id_prefix: escaped, applicationName: APPLICATION, ...filter })
}

/**
 * The queue and the partition must be named: without the queue any worker would run it, and without the partition nobody ever would.
 * The newest contract must be named too, or a phase of an earlier one would wait for a worker that is gone.
 */
async function retryFrom(client: DBOSClient, db: pg.Pool, id: string, step: string): Promise<void> {
  const row = await client.getWorkflow(id)
  if (row === undefined || row === null) throw new EngineError('unknown_run', { id })
  if (ACTIVE.some((status) => status === row.status)) throw new EngineError('still_active', { id })
  const steps = await readPhaseSteps(db, row.workflowName)
  const startStep = steps.indexOf(step)
  if (startStep < 0) throw new EngineError('unknown_step', { id, step, known: steps.join(', ') })
  const site = siteOf(row) ?? ''
  const { versionName } = await client.getLatestApplicationVersion()
  await client.rewindWorkflow(id, { startStep, queueName: await queueOfSite(db, site), queuePartitionKey: site, applicationVersion: versionName })
}

/** Steps that were recorded, in order; a step that failed for good has not ended. Phases that were started next are no steps. */
async function stepsOf(client: DBOSClient, id: string): Promise<readonly StepRun[]> {
  const recorded = (await client.listWorkflowSteps(id)) ?? []
  return recorded.filter(({ childWorkflowID }) => childWorkflowID === null).map(({ name, output, error, completedAtEpochMs }) => ({
    name,
    ended: error !== null || completedAtEpochMs === undefined ? null : instantFromMs(completedAtEpochMs),
    result: (output ?? null) as Json,
  }))
}
