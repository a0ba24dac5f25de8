import { problem, type Diagnostic } from '../../../diagnostics/diagnostic.js'
import type { DataMove, Side } from '../../../ports/data-mover.js'
import type { SystemRecord } from '../../../ports/run-store.js'
import type { SystemWiring } from '../ports.js'
import type { WatchPorts } from './watch.js'

/** True for a system that was left with both doors closed, because a side could not be reached when its switch was undone. */
export function isShut({ state, detail }: SystemRecord): boolean {
  const problems = detail['problems']
  return state === 'blocked' && Array.isArray(problems) && problems.some((one) => typeof one === 'object' && one !== null && 'code' in one && one.code === 'RUN_NEITHER_SIDE_SERVES')
}

/**
 * Opens the side that served, as soon as it answers again; nobody has to be awake for that. The system stays blocked: whether and when it is switched
 * again is for people to say. Undefined where one side serves already and has the requests, and where the DR site serves: what that took must not meet
 * a second side that is open.
 */
export async function reopen(ports: WatchPorts, record: SystemRecord, wiring: SystemWiring & { readonly move: DataMove }): Promise<Diagnostic | undefined> {
  const { mover } = ports
  const { move, router, route } = wiring
  const { serving } = await mover.status(move)
  if (serving === 'both' || await drServes(ports, record, wiring)) return undefined
  if (serving !== 'neither') return turnedTo(serving, record, wiring)
  // A switch that somebody has begun in the meantime closes both doors too.
  if (await ports.switching(record)) return undefined
  const fence = await ports.store.nextFence(record.system)
  const side = await mover.recover(move, { signal: new AbortController().signal, attempt: 1, fence, heartbeat: () => undefined })
  if (router && route) await router.switchTo(route, side)
  return servesAgain(record, side)
}

/** The requests of a side that was opened while the router could not be turned. */
async function turnedTo(side: Side, record: SystemRecord, { router, route }: SystemWiring): Promise<Diagnostic | undefined> {
  if (!router || !route || (await router.current(route)) === side) return undefined
  await router.switchTo(route, side)
  return servesAgain(record, side)
}

/** By where the requests go, and by what was last recorded; a failover is recorded after it has turned them. */
async function drServes({ store }: WatchPorts, { run, system }: SystemRecord, { router, route }: SystemWiring): Promise<boolean> {
  if (router && route && (await router.current(route)) === 'dr') return true
  const acts = (await store.evidence(run, system)).filter(({ kind }) => kind === 'failover' || kind === 'failback')
  return acts.at(-1)?.kind === 'failover'
}

function servesAgain({ system }: SystemRecord, side: Side): Diagnostic {
  return problem('RUN_SERVES_AGAIN', { system, side, place: '<place>' })
}
