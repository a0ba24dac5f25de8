import { join } from 'node:path'
import { DiagnosticError, problem } from '../../../diagnostics/diagnostic.js'
import type { StepContext } from '../../../model/step.js'
import type { DatabaseEndpoint } from '../../../ports/data-mover.js'
import type { DatabaseReplicaPlace } from '../../../ports/replica.js'
import { onServer } from './session.js'
import { loginFile } from './settings.js'
import type { Tools } from './tools.js'

/**
 * A consistent copy of a running server in a new folder, ready to be started on; returns its GTID position. mariadb-backup reads the server's files
 * itself, so they must be on this host: those of a replica are, those of a primary where its directory is mounted here.
 */
export async function takeBackup(tools: Tools, place: DatabaseReplicaPlace, from: DatabaseEndpoint, to: string, context: StepContext): Promise<string> {
  const { host } = tools
  const { directory } = await onServer(from, 'primary', (server) => server.one<{ directory: string }>('SELECT @@datadir AS directory'))
  if ((await host.list(directory)).length === 0) throw new DiagnosticError(problem('DR_FILES_OUT_OF_REACH', { system: place.system, host: from.host, directory }))
  const login = `${to}.login`
  await host.write(login, loginFile(from))
  try {
    await run(tools, place, [`--defaults-file=${login}`, '--backup', `--datadir=${directory}`, `--target-dir=${to}`], context)
    await run(tools, place, ['--prepare', `--target-dir=${to}`], context)
  } finally {
    await host.remove(login)
  }
  return positionOf(tools, place, to)
}

async function run({ host }: Tools, { system }: DatabaseReplicaPlace, parameters: readonly string[], context: StepContext): Promise<void> {
  const onLine = (line: string) => {
    if (line.includes('Copying')) context.heartbeat({ done: 0, total: 0, unit: 'bytes', what: 'mariadb-backup' })
  }
  const { exit, errors } = await host.run({ program: 'mariadb-backup', parameters, signal: context.signal, onLine })
  if (exit !== 0) throw new DiagnosticError(problem('REPLICA_PROGRAM_FAILED', { system, program: 'mariadb-backup', exit, output: errors }))
}

/** The file's name changed with version 11; its last word is the GTID position, which is empty on a server that has written nothing yet. */
async function positionOf({ host }: Tools, { system }: DatabaseReplicaPlace, backup: string): Promise<string> {
  const text = (await host.read(join(backup, 'xtrabackup_binlog_info'))) ?? (await host.read(join(backup, 'mariadb_backup_binlog_info')))
  if (text === undefined) throw new DiagnosticError(problem('DR_NO_BINLOG', { system }))
  return text.trim().split('\t')[2] ?? ''
}
