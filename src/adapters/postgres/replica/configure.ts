import { isIP } from 'node:net'
import { join } from 'node:path'
import type { Client } from 'pg'
import type { DatabaseReplicaPlace } from '../../../ports/replica.js'
import type { Host } from '../../../ports/host.js'
import type { Layout } from './layout.js'
import type { Settings } from './settings.js'
import { conninfo, withSettings } from './settings.js'

/**
 * A standby must allow at least as much as its primary (PostgreSQL manual, 27.4.3) and load the libraries of its extensions.
 * Read from the running primary: they may have been given outside its data directory, on the command line or in /etc.
 */
const inherited = [
  'max_connections', 'max_worker_processes', 'max_wal_senders', 'max_prepared_transactions', 'max_locks_per_transaction', 'shared_preload_libraries',
]

/** Settings of the replica on top of those copied from the primary. */
export async function replicaSettings(primary: Client, place: DatabaseReplicaPlace, { slot, passfile }: Layout): Promise<Settings> {
  const select = 'SELECT name, setting FROM pg_settings WHERE name = ANY($1) ORDER BY name'
  const { rows } = await primary.query<{ name: string; setting: string }>(select, [inherited])
  return {
    ...Object.fromEntries(rows.map(({ name, setting }) => [name, setting])),
    ...listening(place.host, place.port),
    primary_conninfo: conninfo({ endpoint: place.primary, passfile, applicationName: slot }),
    primary_slot_name: slot,
    // Only pages changed with these hints in the log, or with checksums, can be rewound: this server may have to follow again after a failover.
    wal_log_hints: 'on',
    // A subscription comes along with the copy. Started at promotion, its worker would take over the primary's feed from another site.
    max_logical_replication_workers: 0,
  }
}

/**
 * Settings of a drill's clone: it must reach nobody. Without them it would stream from the primary, archive over the primary's archive,
 * and its subscriptions and scheduled jobs would start at promotion. Its cache is small, the replica beside it has the memory.
 */
export function cloneSettings(place: DatabaseReplicaPlace): Settings {
  return {
    ...listening(place.host, place.drillPort),
    primary_conninfo: '', primary_slot_name: '', restore_command: '', archive_mode: 'off', archive_command: '',
    max_logical_replication_workers: 0, 'cron.launch_active_jobs': 'off', shared_buffers: '64MB', logging_collector: 'off',
  }
}

/** Writes the settings and returns whether anything changed. */
export async function applySettings(host: Host, directory: string, settings: Settings): Promise<boolean> {
  const path = join(directory, 'postgresql.auto.conf')
  const before = (await host.read(path)) ?? ''
  const after = withSettings(before, settings)
  if (after !== before) await host.write(path, after)
  return after !== before
}

/**
 * Fills in what a base backup lacks: Debian keeps postgresql.conf and pg_hba.conf outside the data directory.
 * Last lines admit sessions from the replica's own host (status, drills) and from the primary's, which follows this server on a way back;
 * what the primary's lines say goes first.
 */
export async function completeConfiguration(host: Host, primary: Client, { primary: { user, host: primaryHost } }: DatabaseReplicaPlace, directory: string): Promise<void> {
  if ((await host.read(join(directory, 'postgresql.conf'))) === undefined) await host.write(join(directory, 'postgresql.conf'), '')
  const access = (await host.read(join(directory, 'pg_hba.conf'))) ?? (await accessRules(primary))
  const name = `"${user.replaceAll('"', '""')}"`
  const from = ['samehost', addressRule(primaryHost)]
  const lines = from.flatMap((address) => [`host all ${name} ${address} md5`, `host replication ${name} ${address} md5`])
  await host.write(join(directory, 'pg_hba.conf'), `${[access.trimEnd(), ...lines].join('\n')}\n`)
}

/** pg_hba.conf takes a host name as it is, an address only with the length of its network. */
function addressRule(host: string): string {
  const version = isIP(host)
  return version === 0 ? host : `${host}/${version === 4 ? 32 : 128}`
}

/** The replica listens on its own address only. No synchronous standby follows it: a promoted server would wait for one for ever. */
function listening(host: string, port: number): Settings {
  return { port, listen_addresses: host, unix_socket_directories: '', hot_standby: 'on', synchronous_standby_names: '' }
}

async function accessRules(primary: Client): Promise<string> {
  const { rows } = await primary.query<{ rules: string }>("SELECT pg_read_file(current_setting('hba_file')) AS rules")
  return rows[0]!.rules
}
