import { dirname, join } from 'node:path'
import type { Client } from 'pg'
import type { StepContext } from '../../../model/step.js'
import type { DatabaseEndpoint } from '../../../ports/data-mover.js'
import type { DatabaseReplicaPlace } from '../../../ports/replica.js'
import { takeBaseBackup } from '../replica/base-backup.js'
import { applySettings } from '../replica/configure.js'
import { attemptName, layoutOf } from '../replica/layout.js'
import { systemIdentifierOf, writeMarker } from '../replica/marker.js'
import { serverRuns, startServer, stopServer } from '../replica/server.js'
import type { Settings } from '../replica/settings.js'
import { ensureSlot } from '../replica/slot.js'
import type { Tools } from '../replica/tools.js'
import { keepConfiguration, restoreConfiguration, type Configuration } from './configuration.js'
import { endRewinding, ownDirectory, rewind } from './rewind.js'

/** A server that is to follow another one, and a session on that other one. */
export interface Follower {
  readonly data: string
  readonly address: string
  readonly port: number
  readonly from: DatabaseEndpoint
  readonly source: Client
  /** On top of its own configuration, or of the one that came with a whole copy. */
  readonly settings: Settings
}

/** Stops the server, brings its files behind the other one's, and starts it as that one's standby. */
export async function follow(tools: Tools, place: DatabaseReplicaPlace, follower: Follower, context: StepContext): Promise<'rewind' | 'rebuild'> {
  const { host } = tools
  const { data, source } = follower
  const kept = await ownDirectory(tools, place, data, source) ? await keepConfiguration(host, data) : undefined
  if (kept) await keepLog(tools, place, data)
  await stopServer(host, place, data, 'fast')
  await ensureSlot(source, layoutOf(place).slot)
  // Until the next checkpoint the new primary's control file names the old timeline, and pg_rewind would find nothing to do.
  await source.query('CHECKPOINT')
  const rewound = kept !== undefined && await rewind(tools, place, data, follower.from, kept, context.signal)
  if (!rewound) await rebuild(tools, place, follower, context)
  if (kept) await restoreConfiguration(host, data, kept)
  if (kept && !rewound) await renewMarker(tools, place, follower, kept, context)
  await applySettings(host, data, follower.settings)
  await host.write(join(data, 'standby.signal'), '')
  await startServer(host, place, { data, log: `${data}.log`, port: follower.port, address: follower.address, ...(kept ? { options: kept.options } : {}) })
  return rewound ? 'rewind' : 'rebuild'
}

/**
 * pg_rewind reads the server's own log back to the last checkpoint that both have in common. The checkpoint at the end of a shutdown,
 * or of the recovery after a crash, would give just that log up; the setting goes when the configuration is restored.
 */
async function keepLog({ host }: Tools, place: DatabaseReplicaPlace, data: string): Promise<void> {
  await applySettings(host, data, { wal_keep_size: '1TB' })
  if (await serverRuns(host, data)) await host.run({ program: join(place.binaries, 'pg_ctl'), parameters: ['reload', '-s', '-D', data] })
}

/** The copy gets the directory's name when it is complete; what it replaces is deleted only then. */
async function rebuild(tools: Tools, place: DatabaseReplicaPlace, { data, from, source }: Follower, context: StepContext): Promise<void> {
  const { host } = tools
  const { slot, passfile } = layoutOf(place)
  const building = `${data}.building.${attemptName(context, tools.clock.now())}`
  await host.makeDirectory(dirname(data))
  await takeBaseBackup(host, place, {
    from, session: source, to: building, tablespaces: tablespacesOf(data, context), passfile, applicationName: slot, options: ['--slot', slot],
  }, context)
  if ((await host.list(data)).length > 0) await host.rename(data, `${building}.old`)
  await host.rename(building, data)
  await host.remove(`${building}.old`)
  await endRewinding(tools, place, data)
}

/** The tablespaces of a whole copy lie in a new folder, and the replica's own mark has to name it. */
async function renewMarker({ host }: Tools, place: DatabaseReplicaPlace, { data, source }: Follower, kept: Configuration, context: StepContext): Promise<void> {
  if (kept.files['qianyun_replica'] === null) return
  await writeMarker(host, data, { slot: layoutOf(place).slot, systemIdentifier: await systemIdentifierOf(source), tablespaces: tablespacesOf(data, context) })
}

function tablespacesOf(data: string, { fence, attempt }: StepContext): string {
  return `${data}.tablespaces.${fence}-${attempt}`
}
