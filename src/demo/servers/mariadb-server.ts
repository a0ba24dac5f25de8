import { spawn, type ChildProcess } from 'node:child_process'
import { chownSync, closeSync, existsSync, mkdirSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { execa } from 'execa'
import mysql from 'mysql2/promise'
import { didNotStart, endpointOf, untilReady, type DatabaseServer, type DatabaseServerSpec } from './database-server.js'
import { asUser } from './server-user.js'
import { stopChild } from './stop-child.js'

export interface MariadbServerSpec extends DatabaseServerSpec {
  readonly programs: MariadbPrograms
  /** Different for every server that may ever follow another one. */
  readonly serverId: number
}

export interface MariadbPrograms {
  readonly server: string
  readonly install: string
}

/** Settings a department's server needs before it can be moved from; durability stays on. */
const SETTINGS = [
  '--bind-address=127.0.0.1', '--log-bin=binlog', '--binlog-format=ROW', '--log-slave-updates=1', '--relay-log=relay', '--relay-log-recovery=1', '--sync-binlog=1',
  '--innodb-buffer-pool-size=64M', '--innodb-log-file-size=32M', '--performance-schema=OFF', '--skip-name-resolve', '--character-set-server=utf8mb4', '--log-error=server.log',
]

/** Makes a data directory and starts its server on loopback, as an unprivileged user. */
export async function startMariadbServer(spec: MariadbServerSpec): Promise<DatabaseServer> {
  await initialise(spec)
  const log = join(dataOf(spec), 'server.log')
  const child = launch(spec)
  spec.processes.add(spec.name, child.pid!)
  await untilReady(spec, () => child.exitCode !== null, () => answers(spec), log)
  return { name: spec.name, port: spec.port, endpoint: endpointOf(spec), stop: () => stop(spec, child) }
}

const dataOf = ({ directory }: MariadbServerSpec): string => join(directory, 'data')

/** Of its own: at its start a server removes what it takes for temporary tables of an earlier one, also those of another server. */
const temporaryOf = ({ directory }: MariadbServerSpec): string => join(directory, 'tmp')

/** The administrator is made by the server itself in bootstrap mode, its password read from a pipe: no moment without one, and none in a command line. */
async function initialise(spec: MariadbServerSpec): Promise<void> {
  if (existsSync(join(dataOf(spec), 'mysql'))) return
  mkdirSync(spec.directory, { recursive: true, mode: 0o755 })
  mkdirSync(temporaryOf(spec), { recursive: true })
  if (spec.user) for (const path of [spec.directory, temporaryOf(spec)]) chownSync(path, spec.user.uid, spec.user.gid)
  const as = { ...asUser(spec.user), cwd: spec.directory, reject: false } as const
  const options = ['--no-defaults', `--datadir=${dataOf(spec)}`]
  const installed = await execa(spec.programs.install, [...options, '--auth-root-authentication-method=normal', '--skip-test-db', '--skip-name-resolve'], as)
  if (installed.exitCode !== 0) throw didNotStart(spec, String(installed.stderr), spec.directory)
  const input = `FLUSH PRIVILEGES;
GRANT ALL PRIVILEGES ON *.* TO '${spec.adminRole}'@'%' IDENTIFIED BY '${spec.password}' WITH GRANT OPTION;
DELETE FROM mysql.global_priv WHERE User IN ('', 'root');
`
  const made = await execa(spec.programs.server, [...options, '--bootstrap', '--skip-log-bin'], { ...as, input })
  if (made.exitCode !== 0) throw didNotStart(spec, String(made.stderr), spec.directory)
}

/** Detached: a Ctrl-C at the terminal reaches us alone, and we stop the servers in our own order. */
function launch(spec: MariadbServerSpec): ChildProcess {
  const out = openSync(join(spec.directory, 'output.log'), 'a', 0o644)
  const own = [`--datadir=${dataOf(spec)}`, `--tmpdir=${temporaryOf(spec)}`, `--port=${spec.port}`, `--socket=${join(spec.directory, 'socket')}`, `--server-id=${spec.serverId}`, `--gtid-domain-id=${spec.serverId}`]
  const child = spawn(spec.programs.server, ['--no-defaults', ...own, ...SETTINGS], { ...asUser(spec.user), cwd: spec.directory, stdio: ['ignore', out, out], detached: true })
  closeSync(out)
  child.unref()
  return child
}

async function answers({ port, adminRole, password }: MariadbServerSpec): Promise<boolean> {
  try {
    const connection = await mysql.createConnection({ host: '127.0.0.1', port, user: adminRole, password, connectTimeout: 1_000 })
    await connection.end()
    return true
  } catch {
    return false
  }
}

/** At once: the data is thrown away with the city, so nothing has to be written out first. */
async function stop(spec: MariadbServerSpec, child: ChildProcess): Promise<void> {
  await stopChild(child, 'SIGKILL')
  spec.processes.remove(child.pid!)
}
