import type pg from 'pg'
import { DiagnosticError, problem } from '../../diagnostics/diagnostic.js'
import { migrations } from './migrations/index.js'
import { inTransaction } from './transaction.js'

/** Brings the schema `qianyun` up to this version; one process at a time, the others find it done. */
export async function migrate(pool: pg.Pool): Promise<void> {
  await inTransaction(pool, async (client) => {
    await client.query(`select pg_advisory_xact_lock(hashtextextended('qianyun.migrate', 0))`)
    await client.query('create schema if not exists qianyun')
    await client.query('create table if not exists qianyun.schema_version (version integer primary key)')
    const { rows } = await client.query<{ version: number }>('select coalesce(max(version), 0)::int as version from qianyun.schema_version')
    const found = rows[0]?.version ?? 0
    if (found > migrations.length) throw new DiagnosticError(problem('ENG_SCHEMA_TOO_NEW', { found, known: migrations.length }))
    for (const [index, migration] of migrations.entries()) {
      if (index < found) continue
      await client.query(migration)
      await client.query('insert into qianyun.schema_version (version) values ($1)', [index + 1])
    }
  })
}
