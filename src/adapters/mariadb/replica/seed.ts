import { DiagnosticError, problem } from '../../../diagnostics/diagnostic.js'
import type { StepContext } from '../../../model/step.js'
import type { DatabaseReplicaPlace } from '../../../ports/replica.js'
import type { Session } from '../connection.js'
import { identifier } from '../sql/quote.js'
import { serverIdOf } from './layout.js'
import { startServer, stopServer } from './server.js'
import { endpointOf, onServer } from './session.js'
import { loginFile, optionFile, serverSettings, type Settings } from './settings.js'
import type { Tools } from './tools.js'

/**
 * Whether the primary's own files can be read on the DR host: a table that is made for the question is looked for there. A folder of the same name
 * may be another server's, and its files would be copied without a word.
 */
export async function filesInReach({ host }: Tools, primary: Session, attempt: string): Promise<boolean> {
  const name = `probe_${attempt.replaceAll('-', '_')}`
  const { directory } = await primary.one<{ directory: string }>('SELECT @@datadir AS directory')
  const table = `qianyun_dr.${identifier(name)}`
  await primary.run(`SET SESSION sql_log_bin = 0; CREATE TABLE ${table} (id int) ENGINE = InnoDB`)
  try {
    return (await host.list(`${directory.replace(/\/$/, '')}/qianyun_dr`)).includes(`${name}.ibd`)
  } finally {
    await primary.run(`DROP TABLE ${table}; SET SESSION sql_log_bin = 1`)
  }
}

/** The longer of the two ways: all rows as statements over the network into a new server. Its files lie in `to`, at rest; returns its GTID position. */
export async function seedByDump(tools: Tools, place: DatabaseReplicaPlace, settings: Settings, to: string, context: StepContext): Promise<string> {
  const all = { ...settings, ...serverSettings(to, place.host, place.port, serverIdOf(place.system, 'dr')) }
  await initialise(tools, place, all, to)
  await startServer(tools, place, to, all)
  try {
    await load(tools, place, to, context)
    return await onServer(endpointOf(place), 'replica', async (replica) => {
      const { position } = await replica.one<{ position: string }>('SELECT @@global.gtid_slave_pos AS position')
      await replica.run('RESET SLAVE ALL')
      return position
    })
  } finally {
    await stopServer(tools, to)
  }
}

/** Until the accounts of the primary have come, nobody can log in but the servers' own user, by the socket. */
async function initialise({ host }: Tools, { system }: DatabaseReplicaPlace, settings: Settings, to: string): Promise<void> {
  await host.makeDirectory(to)
  await host.makeDirectory(String(settings['tmpdir']))
  await host.write(`${to}.cnf`, optionFile(settings))
  const user = (await host.run({ program: 'id', parameters: ['-un'] })).output.trim()
  const door = ['--auth-root-authentication-method=socket', `--auth-root-socket-user=${user}`]
  const parameters = [`--defaults-file=${to}.cnf`, ...door, '--skip-test-db', '--skip-log-bin']
  const { exit, errors } = await host.run({ program: 'mariadb-install-db', parameters })
  if (exit !== 0) throw new DiagnosticError(problem('REPLICA_PROGRAM_FAILED', { system, program: 'mariadb-install-db', exit, output: errors }))
}

const dumpOptions = [
  '--all-databases', '--single-transaction', '--master-data=1', '--gtid', '--routines', '--triggers', '--events', '--flush-privileges', '--hex-blob',
  '--default-character-set=utf8mb4', '--max-allowed-packet=1G', '--verbose',
]

/**
 * Past the new server's log: what stands in it would carry numbers of its own, which the primary does not know. What the loader says comes last: the
 * dump then only says that its pipe is broken.
 */
const script = `set -o pipefail
login=$1 socket=$2 errors=$3; shift 3
{ echo 'SET SESSION sql_log_bin = 0; SET GLOBAL log_bin_trust_function_creators = 1;' && mariadb-dump --defaults-file="$login" "$@"; } |
  mariadb --no-defaults --user="$(id -un)" --protocol=socket --socket="$socket" \\
    --binary-mode --default-character-set=utf8mb4 --max-allowed-packet=1G 2>"$errors" ||
  { cat "$errors" >&2; exit 1; }`

async function load({ host }: Tools, { system, primary }: DatabaseReplicaPlace, to: string, context: StepContext): Promise<void> {
  const login = `${to}.login`
  await host.write(login, loginFile(primary))
  const onLine = () => context.heartbeat({ done: 0, total: 0, unit: 'bytes', what: 'mariadb-dump' })
  try {
    const parameters = ['-c', script, 'bash', login, `${to}.sock`, `${to}.errors`, ...dumpOptions]
    const { exit, errors } = await host.run({ program: 'bash', parameters, signal: context.signal, onLine })
    if (exit !== 0) throw new DiagnosticError(problem('REPLICA_PROGRAM_FAILED', { system, program: 'mariadb-dump', exit, output: errors }))
  } finally {
    await host.remove(login)
  }
}
