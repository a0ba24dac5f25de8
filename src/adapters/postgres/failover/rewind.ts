import { join } from 'node:path'
import type { Client } from 'pg'
import { DiagnosticError, problem } from '../../../diagnostics/diagnostic.js'
import { milliseconds } from '../../../model/duration.js'
import type { DatabaseEndpoint } from '../../../ports/data-mover.js'
import type { ProgramResult } from '../../../ports/host.js'
import type { DatabaseReplicaPlace } from '../../../ports/replica.js'
import { layoutOf } from '../replica/layout.js'
import { systemIdentifierOf } from '../replica/marker.js'
import { conninfo } from '../replica/settings.js'
import type { Tools } from '../replica/tools.js'
import { configFileOf, type Configuration } from './configuration.js'
import { changeTakeover, readTakeover } from './takeover.js'

const patience = { tries: 200, pause: milliseconds(100) }

/** Refuses a directory of another cluster: it would be overwritten. True when there is one of this cluster. */
export async function ownDirectory({ host }: Tools, place: DatabaseReplicaPlace, data: string, source: Client): Promise<boolean> {
  if ((await host.list(data)).length === 0) return false
  const control = await controlData({ host }, place, data)
  if (field(control, 'Database system identifier') === await systemIdentifierOf(source)) return true
  throw new DiagnosticError(problem('REPLICA_DIRECTORY_FOREIGN', { system: place.system, directory: data }))
}

/**
 * Brings a stopped server's files to where it can follow `from`, by what differs. False when that is impossible: no hints in its log,
 * log that is gone, or an earlier try that was cut off. A crashed server is recovered by pg_rewind itself, in single-user mode.
 */
export async function rewind(tools: Tools, place: DatabaseReplicaPlace, data: string, from: DatabaseEndpoint, kept: Configuration, signal: AbortSignal): Promise<boolean> {
  if ((await readTakeover(tools.host, place))?.rewinding.includes(data)) return false
  const control = await controlData(tools, place, data)
  if (field(control, 'Data page checksum version') === '0' && field(control, 'wal_log_hints setting') !== 'on') return false
  await changeTakeover(tools.host, place, ({ rewinding }) => ({ rewinding: [...rewinding, data] }))
  if ((await run(tools, place, data, from, kept, signal)).exit !== 0) return false
  await endRewinding(tools, place, data)
  return true
}

/** The directory is whole again: rewound, or copied anew. */
export function endRewinding({ host }: Tools, place: DatabaseReplicaPlace, data: string): Promise<void> {
  return changeTakeover(host, place, ({ rewinding }) => ({ rewinding: rewinding.filter((one) => one !== data) }))
}

async function run({ host, clock }: Tools, place: DatabaseReplicaPlace, data: string, from: DatabaseEndpoint, kept: Configuration, signal: AbortSignal): Promise<ProgramResult> {
  const { slot, passfile } = layoutOf(place)
  const source = `${conninfo({ endpoint: from, passfile, applicationName: slot })} dbname=postgres`
  const configFile = configFileOf(kept)
  const where = configFile === undefined ? [] : ['--config-file', configFile]
  const archive = await host.run({ program: join(place.binaries, 'postgres'), parameters: ['-D', data, ...(configFile ? ['-c', `config_file=${configFile}`] : []), '-C', 'restore_command'], signal })
  const parameters = ['--target-pgdata', data, '--source-server', source, ...where, ...(archive.exit === 0 && archive.output.trim() !== '' ? ['--restore-target-wal'] : [])]
  await clearLock({ host, clock }, data, signal)
  return host.run({ program: join(place.binaries, 'pg_rewind'), parameters, signal })
}

/**
 * Processes of a killed server go on for a moment, and recovery does not run before they are gone. A killed process that nobody waits for
 * (a container without an init) keeps its number in the table, and its lock file would be taken for a running server's for ever.
 */
async function clearLock({ host, clock }: Tools, data: string, signal: AbortSignal): Promise<void> {
  const script = 'want=$(readlink -f "$1"); for one in /proc/[0-9]*; do [ "$(readlink "$one/cwd" 2>/dev/null)" = "$want" ] && echo "$one"; done; exit 0'
  for (let tried = 0; tried < patience.tries; tried++) {
    const { output } = await host.run({ program: 'sh', parameters: ['-c', script, 'sh', data], signal })
    if (output.trim() === '') return host.remove(join(data, 'postmaster.pid'))
    await clock.sleep(patience.pause, signal)
  }
}

/** Empty where there is no cluster. */
async function controlData({ host }: Pick<Tools, 'host'>, place: DatabaseReplicaPlace, data: string): Promise<string> {
  return (await host.run({ program: join(place.binaries, 'pg_controldata'), parameters: ['-D', data] })).output
}

/** A line such as `wal_log_hints setting:                on`. */
function field(control: string, name: string): string | undefined {
  return control.split('\n').find((line) => line.startsWith(`${name}:`))?.slice(name.length + 1).trim()
}
