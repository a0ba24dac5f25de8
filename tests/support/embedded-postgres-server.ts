import { join } from 'node:path'
import { usableBinaries } from '../../src/engine/control-database/binaries.js'
import { findServerUser } from '../../src/engine/control-database/os-user.js'
import { startPostgres, type PostgresServer } from './postgres-server.js'

/** A server of the PostgreSQL that npm brings, which is of a later major version than the distribution's. */
export async function startEmbeddedPostgres(settings: Readonly<Record<string, string>> = {}): Promise<PostgresServer> {
  const { folder } = await usableBinaries(findServerUser())
  return await startPostgres(settings, { binaries: join(folder, 'bin') })
}
