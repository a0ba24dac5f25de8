import { syncLargeObjects } from '../mover/large-objects.js'
import type { Session } from '../connection.js'
import { largeObjectRights } from '../sql/large-objects.js'
import type { CopiedTable } from './tables.js'

/** What one transaction of a server with few places for locks can bear: each object takes one. */
const BATCH = 250

/** The objects themselves, empty, with owner, grants and comment. Resolves with the table their pages lie in, to be copied like another. */
export async function createLargeObjects(source: Session, target: Session): Promise<readonly CopiedTable[]> {
  const rows = await source.rows<{ oid: string }>('SELECT oid::text AS oid FROM pg_largeobject_metadata ORDER BY pg_largeobject_metadata.oid')
  const oids = rows.map(({ oid }) => oid)
  if (oids.length > 0 && await pageSize(source) !== await pageSize(target)) {
    await syncLargeObjects(source, target)
    return []
  }
  for (let start = 0; start < oids.length; start += BATCH) {
    const batch = oids.slice(start, start + BATCH)
    const rights = await source.rows<{ statement: string }>(`${largeObjectRights}
      UNION ALL SELECT format('COMMENT ON LARGE OBJECT %s IS %L', objoid, description) FROM pg_description
        WHERE classoid = 'pg_largeobject'::regclass AND objoid = ANY ($1::oid[])`, [batch])
    await target.rows('SELECT lo_create(oid) FROM unnest($1::oid[]) AS new(oid)', [batch])
    await target.run(rights.map(({ statement }) => statement).join('; '))
  }
  return oids.length > 0 ? [await pages(source)] : []
}

const pageSize = async (session: Session): Promise<string> => (await session.one<{ size: string }>(`SELECT current_setting('block_size') AS size`)).size

async function pages(source: Session): Promise<CopiedTable> {
  return await source.one<CopiedTable>(
    `SELECT oid::text AS oid, 'pg_catalog.pg_largeobject' AS name, 'loid, pageno, data' AS columns, true AS plain, '' AS condition,
       (pg_relation_size(oid) / current_setting('block_size')::int)::float8 AS blocks, pg_relation_size(oid)::float8 AS bytes,
       current_setting('server_version_num')::int >= 140000 AS divisible
     FROM pg_class WHERE oid = 'pg_catalog.pg_largeobject'::regclass`)
}
