// Exported by the package but not documented; the documented DBOS.migrate prints to standard output.
import { migrateSystemDatabase } from '@dbos-inc/dbos-sdk/internal/system_database'
import { GlobalLogger } from '@dbos-inc/dbos-sdk/internal/telemetry/logs'
import type pg from 'pg'
import { silentLogger } from './silent-logger.js'
import { createPhaseTable } from './sql/phase-steps.js'

/** Brings the engine's tables up to this version; forward only, and harmless when they are. */
export async function prepareSchema(databaseUrl: string, db: pg.Pool): Promise<void> {
  await migrateSystemDatabase(databaseUrl, new GlobalLogger(undefined, { logger: silentLogger }))
  await createPhaseTable(db)
}
