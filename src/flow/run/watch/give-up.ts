import { problem, type Diagnostic } from '../../../diagnostics/diagnostic.js'
import type { SystemState } from '../../../model/system-state.js'
import type { DataMove, GuardReading } from '../../../ports/data-mover.js'
import type { SystemRecord } from '../../../ports/run-store.js'
import { now } from '../record.js'
import { sizesOf } from './alarms.js'
import type { WatchPorts } from './watch.js'

/** From here on the new side serves, and the feed is the way back. */
const SWITCHED: readonly SystemState[] = ['cutover', 'verified', 'trial', 'dr_ready']

/**
 * Takes the feed away from the side it endangers, which goes on serving, and blocks the system. Before the switch the phases of the attempt
 * end first, for without the feed they could only fail; behind it they go on, for the new side still needs its replica.
 * Undefined when a switch has begun in the meantime, or ended: the next look finds what it has left.
 */
export async function giveUp(ports: WatchPorts, record: SystemRecord, move: DataMove, danger: GuardReading): Promise<Diagnostic | undefined> {
  const from = record.state === 'blocked' ? String(record.detail['from']) : record.state
  const switched = SWITCHED.some((state) => state === from)
  // Asked before the phases end: a switch that was ended in its midst would close its door, and nobody would be left to open it.
  if (await ports.switching(record) || await hasMovedOn(ports, record)) return undefined
  if (!switched) await ports.halt(record)
  const fence = await ports.store.nextFence(record.system)
  await ports.mover.release(move, { signal: new AbortController().signal, attempt: 1, fence, heartbeat: () => undefined })
  const told = problem(codeOf(danger, switched), { system: record.system, ...sizesOf(danger) })
  await block(ports, record, from, told, switched)
  return told
}

/** A look at servers that answer late may last longer than a switch. */
async function hasMovedOn({ store }: WatchPorts, { run, system, attempt, state }: SystemRecord): Promise<boolean> {
  const now = (await store.systems(run)).find((one) => one.system === system)
  return now?.attempt !== attempt || now.state !== state
}

function codeOf({ verdict }: GuardReading, switched: boolean) {
  if (switched) return 'RUN_WAY_BACK_GONE'
  return verdict === 'lost' ? 'RUN_FEED_LOST' : 'RUN_FEED_RELEASED'
}

/** A system that was blocked already is so for another reason now; `again` reads `feed`. */
async function block({ store, ...ports }: WatchPorts, { run, system, attempt, state }: SystemRecord, from: string, { code, params }: Diagnostic, switched: boolean): Promise<void> {
  const detail = { phase: 'watch', step: 'guard', cause: code, problems: [{ code, params: { ...params } }], from, feed: 'given up', copyAgain: !switched }
  // A change to the state it is in already would keep the old reason.
  if (state === 'blocked') await store.setState(run, system, attempt, from as SystemState, now(ports), {})
  await store.setState(run, system, attempt, 'blocked', now(ports), detail)
  await store.append({ run, system, at: now(ports), type: 'state.changed', data: { state: 'blocked', attempt } })
}
