import { join } from 'node:path'
import type { Client } from 'pg'
import { DiagnosticError, problem } from '../../../diagnostics/diagnostic.js'
import type { StepContext } from '../../../model/step.js'
import type { DatabaseEndpoint } from '../../../ports/data-mover.js'
import type { DatabaseReplicaPlace } from '../../../ports/replica.js'
import type { Host } from '../../../ports/host.js'
import { conninfo } from './settings.js'

export interface BaseBackup {
  /** The server that is copied, and a session on it. */
  readonly from: DatabaseEndpoint
  readonly session: Client
  /** The new data directory, and the folder its tablespaces are copied to. */
  readonly to: string
  readonly tablespaces: string
  readonly passfile: string
  readonly applicationName: string
  /** Options of pg_basebackup that differ between a replica and a drill's clone. */
  readonly options: readonly string[]
}

/** Copies a running server into an empty folder, with the WAL needed to start it; reports bytes as they arrive. */
export async function takeBaseBackup(host: Host, place: DatabaseReplicaPlace, backup: BaseBackup, context: StepContext): Promise<void> {
  const mappings = await tablespaceMappings(backup)
  await host.makeDirectory(backup.to)
  if (mappings.length > 0) await host.makeDirectory(backup.tablespaces)
  const { exit, errors } = await host.run({
    program: join(place.binaries, 'pg_basebackup'),
    parameters: [
      '--dbname', conninfo({ endpoint: backup.from, passfile: backup.passfile, applicationName: backup.applicationName }),
      '--no-password', '--pgdata', backup.to, '--wal-method=stream', '--checkpoint=fast', '--progress',
      ...mappings, ...backup.options,
    ],
    signal: context.signal,
    onLine: (line) => reportProgress(line, context),
  })
  if (exit !== 0) throw new DiagnosticError(problem('REPLICA_PROGRAM_FAILED', { system: place.system, program: 'pg_basebackup', exit, output: errors }))
}

/** Tablespaces would be written to the same absolute paths as on the server that is copied. */
async function tablespaceMappings({ session, tablespaces }: BaseBackup): Promise<readonly string[]> {
  const { rows } = await session.query<{ oid: string; location: string }>(
    "SELECT oid::text, pg_tablespace_location(oid) AS location FROM pg_tablespace WHERE pg_tablespace_location(oid) <> '' ORDER BY oid",
  )
  const escape = (path: string) => path.replaceAll('=', '\\=')
  return rows.map(({ oid, location }) => `--tablespace-mapping=${escape(location)}=${escape(`${tablespaces}/${oid}`)}`)
}

/** A line such as `12288/48123 kB (25%), 0/1 tablespace`. */
function reportProgress(line: string, context: StepContext): void {
  const numbers = /(\d+)\/(\d+) kB/.exec(line)
  if (!numbers) return
  context.heartbeat({ done: Number(numbers[1]) * 1_024, total: Number(numbers[2]) * 1_024, unit: 'bytes', what: 'pg_basebackup' })
}
