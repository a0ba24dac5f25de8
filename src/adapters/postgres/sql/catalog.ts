/** Schemas that hold the system's own objects: not PostgreSQL's, not ours. `n` is pg_namespace. */
export const userSchema = `n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'qianyun_mig')`

/** Objects that an extension brings with it are created by the extension, not copied. `c` is pg_class. */
export const notOfExtension = `NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')`

/** Tables whose rows are copied, fed and compared: ordinary ones and partitions; `c` and `n` as above. */
export const userTables = `pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind = 'r' AND c.relpersistence = 'p' AND ${userSchema} AND ${notOfExtension}`

/** P1: tables whose UPDATE and DELETE would fail once published (also a primary key that is deferrable). */
export const withoutIdentity = `${userTables} AND CASE c.relreplident
  WHEN 'f' THEN false
  WHEN 'n' THEN true
  WHEN 'd' THEN NOT EXISTS (SELECT 1 FROM pg_index i WHERE i.indrelid = c.oid AND i.indisprimary AND i.indimmediate)
  ELSE NOT EXISTS (SELECT 1 FROM pg_index i WHERE i.indrelid = c.oid AND i.indisreplident AND i.indisvalid) END`

/** P2: a unique index that can serve as identity: valid, at once, whole, on plain columns that are never null. `c` is the table. */
export const candidateIndex = `SELECT ic.relname FROM pg_index i JOIN pg_class ic ON ic.oid = i.indexrelid
  WHERE i.indrelid = c.oid AND i.indisunique AND i.indisvalid AND i.indimmediate AND i.indpred IS NULL AND i.indexprs IS NULL
    AND NOT EXISTS (SELECT 1 FROM unnest(i.indkey[0:i.indnkeyatts - 1]) key(attnum) JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = key.attnum
                    WHERE NOT a.attnotnull)
  ORDER BY i.indnkeyatts, ic.relname LIMIT 1`
