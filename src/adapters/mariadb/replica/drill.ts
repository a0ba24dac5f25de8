import { DiagnosticError, problem } from '../../../diagnostics/diagnostic.js'
import type { StepContext } from '../../../model/step.js'
import type { DatabaseEndpoint } from '../../../ports/data-mover.js'
import type { DatabaseReplicaPlace, DrillResult } from '../../../ports/replica.js'
import type { Session } from '../connection.js'
import { identifier } from '../sql/quote.js'
import { systemDatabases } from '../sql/catalog.js'
import { takeBackup } from './backup.js'
import { claim } from './build.js'
import { feedOf, streams } from './feed.js'
import { beat, newestBeat } from './heartbeat.js'
import { attemptName, layoutOf, leftovers, serverIdOf } from './layout.js'
import { startServer, stopLeftovers } from './server.js'
import { endpointOf, onServer } from './session.js'
import { cloneSettings, settingsOf } from './settings.js'
import { replicaStatus } from './status.js'
import type { Tools } from './tools.js'

/** Proves on a copy of the replica that it can become the primary; the primary sees one heartbeat row and nothing else. */
export async function drillReplica(tools: Tools, place: DatabaseReplicaPlace, context: StepContext): Promise<DrillResult> {
  return onServer(place.primary, 'primary', async (primary) => {
    await claim(primary, place.system)
    await discardClones(tools, place)
    try {
      const heartbeat = tools.clock.now()
      const tables = await onServer(endpointOf(place), 'replica', async (replica) => {
        if (!(await streams(replica))) throw new DiagnosticError(problem('REPLICA_NOT_STREAMING', { system: place.system, host: place.host, port: place.port }))
        return userTables(replica)
      })
      await beat(primary, place.system, heartbeat)
      await startClone(tools, place, context)
      return await judge(tools, place, { heartbeat, tables, cloneMs: tools.clock.now() - heartbeat })
    } finally {
      await discardClones(tools, place)
    }
  })
}

async function startClone(tools: Tools, place: DatabaseReplicaPlace, context: StepContext): Promise<void> {
  const data = `${layoutOf(place).data}.drill.${attemptName(context, tools.clock.now())}`
  const settings = await onServer(endpointOf(place), 'replica', settingsOf)
  await takeBackup(tools, place, endpointOf(place), data, context)
  await startServer(tools, place, data, { ...settings, ...cloneSettings(data, place.host, place.drillPort, serverIdOf(place.system, 'drill')) })
}

/** Stops and deletes every clone, also those of workers that were killed in the middle of a drill. */
export async function discardClones(tools: Tools, place: DatabaseReplicaPlace): Promise<void> {
  const { data } = layoutOf(place)
  await stopLeftovers(tools, data, 'drill')
  for (const path of await leftovers(tools.host, data, 'drill')) await tools.host.remove(path)
}

interface Before {
  readonly heartbeat: number
  readonly tables: readonly string[]
  readonly cloneMs: number
}

/** RTO runs from the statement that lets the clone write to the first accepted write of a new session. */
function judge(tools: Tools, place: DatabaseReplicaPlace, before: Before): Promise<DrillResult> {
  const endpoint = { ...endpointOf(place), port: place.drillPort }
  return onServer(endpoint, 'clone', async (clone) => {
    const declaredAt = tools.clock.now()
    await clone.run('RESET SLAVE ALL; SET GLOBAL read_only = 0')
    const accepted = await writes(endpoint)
    const rtoMs = Math.max(1, tools.clock.now() - declaredAt)
    const newest = (await newestBeat(clone, place.system)) ?? 0
    const checks = [
      { name: 'isolated', pass: await isolated(clone) },
      { name: 'write_accepted', pass: accepted },
      { name: 'tables_readable', pass: await readsAll(clone, before.tables) },
      { name: 'heartbeat_present', pass: newest > 0 },
      { name: 'replica_streaming', pass: (await replicaStatus(tools, place)).streaming },
    ]
    return {
      result: checks.every(({ pass }) => pass) ? 'pass' : 'fail', rtoMs, rpoMs: Math.max(0, before.heartbeat - newest),
      timelineBefore: null, timelineAfter: null, checks, cloneMs: before.cloneMs,
    }
  })
}

async function writes(endpoint: DatabaseEndpoint): Promise<boolean> {
  await onServer(endpoint, 'clone', (session) => session.run('CREATE DATABASE qianyun_dr_probe; CREATE TABLE qianyun_dr_probe.written (id int PRIMARY KEY); INSERT INTO qianyun_dr_probe.written VALUES (1)'))
  return true
}

/** Fed by nobody, feeding nobody, and no event of the application runs a second time. */
async function isolated(clone: Session): Promise<boolean> {
  const { holds } = await clone.one<{ holds: number }>(`SELECT @@log_bin = 0 AND @@event_scheduler = 'OFF' AS holds`)
  return Number(holds) === 1 && (await feedOf(clone)) === undefined
}

/** Quoted names of the users' own tables, sorted. */
async function userTables(session: Session): Promise<readonly string[]> {
  const rows = await session.rows<{ schema: string; name: string }>(
    `SELECT table_schema AS \`schema\`, table_name AS name FROM information_schema.tables
     WHERE table_type = 'BASE TABLE' AND table_schema NOT IN (${systemDatabases}) ORDER BY 1, 2`)
  return rows.map(({ schema, name }) => `${identifier(schema)}.${identifier(name)}`)
}

async function readsAll(session: Session, tables: readonly string[]): Promise<boolean> {
  for (const table of tables) {
    const read = await session.rows(`SELECT 1 FROM ${table} LIMIT 1`).then(() => true, () => false)
    if (!read) return false
  }
  return true
}
