import { join } from 'node:path'
import type { Client } from 'pg'
import type { DatabaseReplicaPlace } from '../../../ports/replica.js'
import type { Host } from './host.js'
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
 * Sessions from the replica's own host (status, drills) are admitted by a last line; what the primary's lines say goes first.
 */
export async function completeConfiguration(host: Host, primary: Client, { primary: { user } }: DatabaseReplicaPlace, directory: string): Promise<void> {
  if ((await host.read(join(directory, 'postgresql.conf'))) === undefined) await host.write(join(directory, 'postgresql.conf'), '')
  const access = (await host.read(join(directory, 'pg_hba.conf'))) ?? (await accessRules(primary))
  const name = `"${user.replaceAll('"', '""')}"`
  await host.write(join(directory, 'pg_hba.conf'), `${access.trimEnd()}\nhost all ${name} samehost md5\nhost replication ${name} samehost md5\n`)
}

/** The replica listens on its own address only. No synchronous standby follows it: a promoted server would wait for one for ever. */
function listening(host: string, port: number): Settings {
  return { port, listen_addresses: host, unix_socket_directories: '', hot_standby: 'on', synchronous_standby_names: '' }
}

async function accessRules(primary: Client): Promise<string> {
  const { rows } = await primary.query<{ rules: string }>("SELECT pg_read_file(current_setting('hba_file')) AS rules")
  return rows[0]!.rules
}
