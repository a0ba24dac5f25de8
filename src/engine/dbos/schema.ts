import { DBOS } from '@dbos-inc/dbos-sdk'
import type pg from 'pg'
import { createPhaseTable } from './sql/phase-steps.js'

/** Brings the engine's tables up to this version; forward only, and harmless when they are. */
export async function prepareSchema(databaseUrl: string, db: pg.Pool): Promise<void> {
  await DBOS.migrate(databaseUrl)
  await createPhaseTable(db)
}
