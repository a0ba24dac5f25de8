import { literal } from './quote.js'

/** Databases that hold no application's data: the server's own and ours. */
export const systemDatabases = `'mysql', 'information_schema', 'performance_schema', 'sys'`

export const ourDatabases = `(schema_name IN ('qianyun_mig', 'qianyun_dr') OR schema_name LIKE 'qianyun\\_mig\\_%')`

/** Tables whose rows are copied, fed and compared; names only, which opens no table. */
export function userTables(database: string): string {
  return `information_schema.tables WHERE table_schema = ${literal(database)} AND table_type IN ('BASE TABLE', 'SYSTEM VERSIONED')`
}
