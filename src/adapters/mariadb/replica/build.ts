import { DiagnosticError, problem } from '../../../diagnostics/diagnostic.js'
import type { StepContext } from '../../../model/step.js'
import type { DatabaseReplicaPlace } from '../../../ports/replica.js'
import type { Session } from '../connection.js'
import { takeBackup } from './backup.js'
import { feedOf, followFrom, waitForFeed } from './feed.js'
import { beat, noteBeat } from './heartbeat.js'
import { attemptName, layoutOf, leftovers, serverIdOf, type Layout } from './layout.js'
import { primaryName, readMarker, writeMarker, type Marker } from './marker.js'
import { filesInReach, seedByDump } from './seed.js'
import { accepts, startServer, stopLeftovers, stopServer } from './server.js'
import { endpointOf, onServer } from './session.js'
import { serverSettings, settingsOf, type Settings } from './settings.js'
import type { Tools } from './tools.js'

/** The copy is made under another name and gets the name of the data directory only when it is complete. */
export async function buildReplica(tools: Tools, place: DatabaseReplicaPlace, context: StepContext): Promise<{ readonly bytes: number; readonly milliseconds: number }> {
  const layout = layoutOf(place)
  const startedAt = tools.clock.now()
  await onServer(place.primary, 'primary', async (primary) => {
    await claim(primary, place.system)
    await beat(primary, place.system, tools.clock.now())
    const marker = await readMarker(tools, place, layout)
    await stopLeftovers(tools, layout.data, 'building')
    if (!(await keep(tools, place, layout, marker))) await make(tools, place, layout, primary, context)
    for (const path of await leftovers(tools.host, layout.data, 'building')) await tools.host.remove(path)
  })
  const writtenAt = await beatNow(tools, place)
  const bytes = await onServer(endpointOf(place), 'replica', async (replica) => {
    await waitForFeed(tools, place, replica, writtenAt, context.signal)
    return sizeOf(replica)
  })
  return { bytes, milliseconds: tools.clock.now() - startedAt }
}

/** Two workers at one replica would undo each other; the claim ends with the session. */
export async function claim(server: Session, system: string): Promise<void> {
  const { held } = await server.one<{ held: number | null }>('SELECT GET_LOCK(left(concat(?, sha2(?, 256)), 64), 10) AS held', ['qianyun_dr ', system])
  if (held !== 1) throw new DiagnosticError(problem('REPLICA_BUSY', { system }))
}

async function beatNow(tools: Tools, place: DatabaseReplicaPlace): Promise<number> {
  const at = tools.clock.now()
  await onServer(place.primary, 'primary', (primary) => beat(primary, place.system, at))
  await noteBeat(tools.host, place, at)
  return at
}

/** True when the replica that is there is of this primary and follows, or does so once it is started. */
async function keep(tools: Tools, place: DatabaseReplicaPlace, layout: Layout, marker: Marker | undefined): Promise<boolean> {
  if (!marker || marker.primary !== primaryName(place)) return false
  try {
    if (!(await accepts(place.host, place.port))) await startServer(tools, place, layout.data, settingsFor(place, layout, marker.settings))
    return await onServer(endpointOf(place), 'replica', async (replica) => {
      const feed = await feedOf(replica)
      if (!feed || feed.Last_SQL_Error !== '' || feed.Last_IO_Error.includes('fatal error')) return false
      await replica.run('START SLAVE')
      return true
    })
  } catch (error) {
    // A copy that does not start is of no use.
    if (error instanceof DiagnosticError && error.diagnostics[0]?.code === 'REPLICA_PROGRAM_FAILED') return false
    throw error
  }
}

async function make(tools: Tools, place: DatabaseReplicaPlace, layout: Layout, primary: Session, context: StepContext): Promise<void> {
  const attempt = attemptName(context, tools.clock.now())
  const building = `${layout.data}.building.${attempt}`
  const { id } = await primary.one<{ id: number }>('SELECT @@server_id AS id')
  const settings = await settingsOf(primary)
  const byFiles = await filesInReach(tools, primary, attempt)
  // A dump is loaded by a server on the replica's own port.
  if (!byFiles) await stopServer(tools, layout.data)
  const position = await (byFiles ? takeBackup(tools, place, place.primary, building, context) : seedByDump(tools, place, settings, building, context))
  await writeMarker(tools, building, { system: place.system, primary: primaryName(place), settings, primaryServerId: Number(id) })
  await stopServer(tools, layout.data)
  if ((await tools.host.list(layout.data)).length > 0) await tools.host.rename(layout.data, `${building}.old`)
  await tools.host.rename(building, layout.data)
  await startServer(tools, place, layout.data, settingsFor(place, layout, settings))
  await onServer(endpointOf(place), 'replica', (replica) => followFrom(replica, place.primary, position))
}

/** The primary's settings first, the replica's own over them. */
export function settingsFor(place: DatabaseReplicaPlace, { data }: Layout, inherited: Settings): Settings {
  return { ...inherited, ...serverSettings(data, place.host, place.port, serverIdOf(place.system, 'dr')) }
}

async function sizeOf(replica: Session): Promise<number> {
  const { bytes } = await replica.one<{ bytes: string | number }>('SELECT coalesce(sum(data_length + index_length), 0) AS bytes FROM information_schema.tables')
  return Number(bytes)
}
