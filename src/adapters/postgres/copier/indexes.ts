import type { Row, Session } from '../connection.js'
import { userTables } from '../sql/catalog.js'

/** An index that is built as soon as its table's rows are in. */
export interface EarlyIndex extends Row {
  readonly table: string
  /** Builds it: several of one table at once block nothing. */
  readonly create: string
  /** Makes it the table's key or unique constraint: a moment, but alone on the table. */
  readonly attach: string | null
  /** Its entry in the dump, `<catalog> <oid>`. */
  readonly entry: string
}

/**
 * Indexes whose definition is all there is to them. What else there is goes the dump's way, behind the rows of all tables: exclusion
 * constraints, indexes of partitioned tables, on another tablespace, chosen for CLUSTER, with targets of their own for statistics, or with a
 * function or operator of the user's (which may itself need a key that is not there yet). Biggest first, so that several workers end together.
 */
export async function earlyIndexes(session: Session): Promise<readonly EarlyIndex[]> {
  return await session.rows<EarlyIndex>(`
    SELECT c.oid::text AS "table", pg_get_indexdef(i.indexrelid) AS create,
      CASE WHEN k.oid IS NOT NULL THEN format('ALTER TABLE ONLY %I.%I ADD CONSTRAINT %I %s USING INDEX %I%s%s', n.nspname, c.relname, k.conname,
        CASE k.contype WHEN 'p' THEN 'PRIMARY KEY' WHEN 'u' THEN 'UNIQUE' END, ic.relname,
        CASE WHEN k.condeferrable THEN ' DEFERRABLE' END, CASE WHEN k.condeferred THEN ' INITIALLY DEFERRED' END)
        END AS attach,
      CASE WHEN k.oid IS NULL THEN '1259 ' || i.indexrelid ELSE '2606 ' || k.oid END AS entry
    FROM ${userTables.replace('WHERE', `
      JOIN pg_index i ON i.indrelid = c.oid JOIN pg_class ic ON ic.oid = i.indexrelid
      LEFT JOIN pg_constraint k ON k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x') WHERE`)}
      AND i.indisvalid AND NOT i.indisclustered AND ic.reltablespace = 0 AND NOT i.indisexclusion AND coalesce(k.contype, 'u') <> 'x'
      AND (k.oid IS NULL OR ic.relam = (SELECT oid FROM pg_am WHERE amname = 'btree'))
      AND NOT EXISTS (SELECT 1 FROM pg_attribute a WHERE a.attrelid = i.indexrelid AND a.attstattarget >= 0)
      AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = i.indexrelid
                      AND d.refclassid IN ('pg_proc'::regclass, 'pg_operator'::regclass))
    ORDER BY pg_relation_size(i.indexrelid) DESC, ic.relname`)
}
