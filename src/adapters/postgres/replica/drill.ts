import type { Client } from 'pg'
import type { StepContext } from '../../../model/step.js'
import type { DrillResult, DatabaseReplicaPlace } from '../../../ports/replica.js'
import { discardClones, endOrphanCopies, startClone } from './clone.js'
import { firstWrite, isolated, readsAll, userTables, writtenTimeline } from './drill-checks.js'
import { beat, newestBeat } from './heartbeat.js'
import type { Layout } from './layout.js'
import { layoutOf } from './layout.js'
import { claim } from './lock.js'
import { endpointOf, maintenanceOf, withSession } from './session.js'
import { replicaStatus } from './status.js'
import { notStreaming, receiverOf } from './streaming.js'
import type { Tools } from './tools.js'

/** What was true before the failure was declared. */
interface Before {
  readonly heartbeat: number
  readonly tables: readonly string[]
  readonly timeline: number
  readonly cloneMs: number
}

interface Promotion {
  /** A write was accepted. */
  readonly accepted: boolean
  readonly rtoMs: number
}

/**
 * Proves that the replica can be promoted, on a copy of it; the primary sees one heartbeat row and nothing else.
 * RTO runs from the call that promotes to the first accepted write of a new session. RPO is the heartbeat committed on the primary
 * just before the copy minus the newest one found after promotion: 0 when the replica had everything that was committed.
 */
export async function drillReplica(tools: Tools, place: DatabaseReplicaPlace, context: StepContext): Promise<DrillResult> {
  const layout = layoutOf(place)
  return withSession(place.system, maintenanceOf(place.primary), async (primary) => {
    await claim(primary, place.system, tools.clock, context.signal)
    await discardClones(tools, place, layout)
    try {
      const before = await prepare(tools, place, layout, primary, context)
      return await promote(tools, place, before)
    } finally {
      await discardClones(tools, place, layout)
    }
  })
}

function prepare(tools: Tools, place: DatabaseReplicaPlace, layout: Layout, primary: Client, context: StepContext): Promise<Before> {
  return withSession(place.system, endpointOf(place), async (replica) => {
    await endOrphanCopies(layout, replica)
    const receiver = await receiverOf(replica)
    if (!receiver) throw notStreaming(place)
    const tables = await userTables(replica)
    const heartbeat = tools.clock.now()
    await beat(primary, place.system, heartbeat)
    await startClone(tools, place, layout, replica, context)
    return { heartbeat, tables, timeline: receiver.timeline, cloneMs: tools.clock.now() - heartbeat }
  })
}

function promote(tools: Tools, place: DatabaseReplicaPlace, before: Before): Promise<DrillResult> {
  const { clock } = tools
  const endpoint = { ...endpointOf(place), port: place.drillPort }
  return withSession(place.system, endpoint, async (clone) => {
    const declaredAt = clock.now()
    // Returning at once and trying to write is exacter than waiting: pg_promote itself looks only every 100 ms.
    await clone.query('SELECT pg_promote(false)')
    const accepted = await firstWrite(clock, place.system, endpoint)
    const rtoMs = clock.now() - declaredAt
    return judge(tools, place, before, clone, { accepted, rtoMs })
  })
}

async function judge(tools: Tools, place: DatabaseReplicaPlace, before: Before, clone: Client, { accepted, rtoMs }: Promotion): Promise<DrillResult> {
  const newest = (await newestBeatOf(place)) ?? 0
  const timelineAfter = accepted ? await writtenTimeline(clone) : before.timeline
  const checks = [
    { name: 'isolated', pass: await isolated(clone) },
    { name: 'write_accepted', pass: accepted },
    { name: 'tables_readable', pass: await readsAll(clone, before.tables) },
    { name: 'heartbeat_present', pass: newest > 0 },
    { name: 'new_timeline', pass: timelineAfter > before.timeline },
    { name: 'replica_streaming', pass: (await replicaStatus(tools, place)).streaming },
  ]
  return {
    result: checks.every(({ pass }) => pass) ? 'pass' : 'fail',
    rtoMs, rpoMs: Math.max(0, before.heartbeat - newest),
    timelineBefore: before.timeline, timelineAfter, checks, cloneMs: before.cloneMs,
  }
}

function newestBeatOf(place: DatabaseReplicaPlace): Promise<number | undefined> {
  return withSession(place.system, maintenanceOf({ ...endpointOf(place), port: place.drillPort }), (clone) => newestBeat(clone, place.system))
}
