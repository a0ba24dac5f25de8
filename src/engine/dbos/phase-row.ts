import type pg from 'pg'
import type { Instant } from '../../model/instant.js'
import type { NextPhase } from '../../model/step.js'
import { databaseClock } from './sql/database-clock.js'
import { queueOfSite } from './sql/queue-of-site.js'

/** How a phase is put into its queue. A wait is a row with a delay: it holds no memory, no slot and no version of the code. */
export interface PhaseRow {
  readonly workflowID: string
  readonly workflowName: string
  readonly queueName: string
  readonly queuePartitionKey: string
  /** The site again: cancelling a phase takes its queue away. */
  readonly attributes: { readonly site: string; readonly notBefore?: Instant }
  readonly delaySeconds?: number
}

export async function phaseRow(db: pg.Pool, { id, phase, site, notBefore }: Omit<NextPhase, 'input'>): Promise<PhaseRow> {
  const row = { workflowID: id, workflowName: phase, queueName: await queueOfSite(db, site), queuePartitionKey: site, attributes: { site } }
  if (notBefore === undefined) return row
  // Whole seconds, upwards: the library cannot store a fraction of a millisecond, and begins due rows once a second.
  const delaySeconds = Math.ceil((Date.parse(notBefore) - (await databaseClock(db))) / 1_000)
  return delaySeconds > 0 ? { ...row, delaySeconds, attributes: { site, notBefore } } : row
}
