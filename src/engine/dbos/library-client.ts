import { DBOSClient } from '@dbos-inc/dbos-sdk'
import { APPLICATION } from './names.js'
import { silentLogger } from './silent-logger.js'

/** The library's own way in from outside a worker. */
export function libraryClient(databaseUrl: string, connections: number): Promise<DBOSClient> {
  return DBOSClient.create({
    systemDatabaseUrl: libraryUrl(databaseUrl), applicationName: APPLICATION, logger: silentLogger, systemDatabasePoolSize: connections,
  })
}

/**
 * The address for the library's pools, with the time limit of an idle transaction as a start-up option. Without it the library
 * sets the limit by a query of its own that overlaps the first one of a connection, of which `pg` 8 warns and which `pg` 9 refuses.
 */
export function libraryUrl(databaseUrl: string): string {
  const url = new URL(databaseUrl)
  const options = url.searchParams.get('options')
  url.searchParams.set('options', [options, '-c idle_in_transaction_session_timeout=60000'].filter((part) => part !== null).join(' '))
  return url.href
}
