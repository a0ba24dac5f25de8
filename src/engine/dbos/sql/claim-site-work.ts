import type pg from 'pg'
import { SHARED_QUEUE } from '../names.js'

/**
 * Moves the work of a worker's own sites from the shared queue to their own queues, running phases too,
 * so that the limit of a site goes on counting them. Repeated: a phase may have been put into the shared queue
 * in the moment in which the site got its own.
 */
export async function claimSiteWork(session: pg.Client, sites: readonly string[]): Promise<void> {
  await session.query(
    `update dbos.workflow_status
        set queue_name = $1 || '@' || queue_partition_key
      where queue_name = $1 and queue_partition_key = any($2) and status in ('ENQUEUED', 'DELAYED', 'PENDING')`, [SHARED_QUEUE, sites])
}
