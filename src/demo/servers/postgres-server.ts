import { spawn, type ChildProcess } from 'node:child_process'
import { chownSync, existsSync, mkdirSync, openSync, rmSync, writeFileSync, appendFileSync, closeSync } from 'node:fs'
import { join } from 'node:path'
import { execa } from 'execa'
import pg from 'pg'
import { didNotStart, endpointOf, untilReady, type DatabaseServer, type DatabaseServerSpec } from './database-server.js'
import { asUser } from './server-user.js'
import { stopChild } from './stop-child.js'

export interface PostgresServerSpec extends DatabaseServerSpec {
  readonly binaries: string
}

/** Settings a department's server needs before it can be moved from; durability stays on. */
const SETTINGS = `
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
wal_level = logical
max_replication_slots = 20
max_wal_senders = 20
max_worker_processes = 20
max_logical_replication_workers = 10
shared_buffers = 64MB
max_wal_size = 2GB
max_slot_wal_keep_size = 4GB
wal_receiver_status_interval = 1s
wal_retrieve_retry_interval = 200ms
log_min_messages = warning
`

/** Makes a cluster and starts its server on loopback, as an unprivileged user. */
export async function startPostgresServer(spec: PostgresServerSpec): Promise<DatabaseServer> {
  const data = join(spec.directory, 'data')
  await initialise(spec, data)
  const log = join(spec.directory, 'server.log')
  const child = launch(spec, data, log)
  spec.processes.add(spec.name, child.pid!)
  await untilReady(spec, () => child.exitCode !== null, () => answers(spec), log)
  return { name: spec.name, port: spec.port, endpoint: endpointOf(spec), stop: () => stop(spec, child) }
}

async function initialise(spec: PostgresServerSpec, data: string): Promise<void> {
  if (existsSync(join(data, 'PG_VERSION'))) return
  mkdirSync(spec.directory, { recursive: true, mode: 0o755 })
  const passwordFile = join(spec.directory, 'init-password')
  writeFileSync(passwordFile, spec.password, { mode: 0o600 })
  if (spec.user) for (const path of [spec.directory, passwordFile]) chownSync(path, spec.user.uid, spec.user.gid)
  const args = ['-D', data, '-U', spec.adminRole, `--pwfile=${passwordFile}`, '-A', 'scram-sha-256', '--locale=C', '-E', 'UTF8', '--no-sync']
  const result = await execa(join(spec.binaries, 'initdb'), args, { ...asUser(spec.user), cwd: spec.directory, reject: false })
  rmSync(passwordFile, { force: true })
  if (result.exitCode !== 0) throw didNotStart(spec, String(result.stderr), spec.directory)
  appendFileSync(join(data, 'postgresql.conf'), `${SETTINGS}port = ${spec.port}\n`)
}

/** Detached: a Ctrl-C at the terminal reaches us alone, and we stop the servers in our own order. */
function launch(spec: PostgresServerSpec, data: string, log: string): ChildProcess {
  const out = openSync(log, 'a', 0o644)
  const child = spawn(join(spec.binaries, 'postgres'), ['-D', data], { ...asUser(spec.user), cwd: spec.directory, stdio: ['ignore', out, out], detached: true })
  closeSync(out)
  child.unref()
  return child
}

async function answers(spec: PostgresServerSpec): Promise<boolean> {
  const client = new pg.Client({ host: '127.0.0.1', port: spec.port, user: spec.adminRole, password: spec.password, database: 'postgres', connectionTimeoutMillis: 1_000 })
  client.on('error', () => undefined)
  try {
    await client.connect()
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => undefined)
  }
}

/** Immediate shutdown: the data is thrown away with the city, so nothing has to be written out first. */
async function stop(spec: PostgresServerSpec, child: ChildProcess): Promise<void> {
  await stopChild(child, 'SIGQUIT')
  spec.processes.remove(child.pid!)
}
