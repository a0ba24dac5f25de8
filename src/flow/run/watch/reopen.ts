import { problem, type Diagnostic } from '../../../diagnostics/diagnostic.js'
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
 * again is for people to say. Undefined where one side serves already.
 */
export async function reopen({ mover, store }: WatchPorts, { system }: SystemRecord, { move, router, route }: SystemWiring): Promise<Diagnostic | undefined> {
  if (!move || (await mover.status(move)).serving !== 'neither') return undefined
  const fence = await store.nextFence(system)
  const serving = await mover.recover(move, { signal: new AbortController().signal, attempt: 1, fence, heartbeat: () => undefined })
  if (router && route) await router.switchTo(route, serving)
  return problem('RUN_SERVES_AGAIN', { system, side: serving, place: '<place>' })
}
