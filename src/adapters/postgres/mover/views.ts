import type { Session } from '../connection.js'

/**
 * Refreshes what is a materialised view on the serving side, in the order they were made (one may read another). Before the fence and as late
 * as possible: a view is as fresh as its last refresh by nature, and this one is newer than any the serving side had before it.
 */
export async function refreshViews(serving: Session, receiving: Session): Promise<void> {
  const views = await serving.rows<{ name: string }>(
    `SELECT c.oid::regclass::text AS name FROM pg_class c WHERE c.relkind = 'm' AND c.relispopulated ORDER BY c.oid`)
  for (const { name } of views) await receiving.run(`REFRESH MATERIALIZED VIEW ${name}`)
}
