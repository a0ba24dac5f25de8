import type pg from 'pg'
import { APPLICATION, ownQueue, SHARED_QUEUE } from '../names.js'

/** The site's own queue when a worker has ever been bound to the site, else the shared one. */
export async function queueOfSite(db: pg.Pool, site: string): Promise<string> {
  const { rowCount } = await db.query('select 1 from dbos.queues where name = $1 and application_name = $2', [ownQueue(site), APPLICATION])
  return rowCount === 0 ? SHARED_QUEUE : ownQueue(site)
}
