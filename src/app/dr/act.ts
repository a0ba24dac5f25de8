import { DiagnosticError, problem } from '../../diagnostics/diagnostic.js'
import type { SystemWiring } from '../../flow/run/ports.js'
import type { StepContext } from '../../model/step.js'
import type { ReplicaPlace } from '../../ports/replica.js'
import type { RouteSide } from '../../ports/router.js'
import type { DrPorts } from './ports.js'
import { partStatus } from './status.js'

/** Who orders it, and on what grounds. */
export interface DrOrder {
  readonly system: string
  readonly by: string
  readonly why: string
}

/** A system's wiring with at least one part on the DR site. */
export async function protectedSystem(ports: DrPorts, system: string): Promise<SystemWiring> {
  const wiring = await ports.wiring(system)
  if (wiring.replicas.length === 0) throw new DiagnosticError(problem('DR_NO_REPLICA', { system, place: ports.place }))
  return wiring
}

/** All that one command does to a system carries one number; whoever comes later has a higher one. */
export async function contextFor(ports: DrPorts, system: string): Promise<StepContext> {
  return { signal: new AbortController().signal, attempt: 1, fence: await ports.store.nextFence(`dr/${ports.place}/${system}`), heartbeat: () => undefined }
}

/** Sends the requests where the writes are; false where nobody but people can. */
export async function route({ router, route: path }: SystemWiring, side: RouteSide, system: string): Promise<boolean> {
  if (!router || !path) return false
  try {
    await router.switchTo(path, side)
    return true
  } catch (error) {
    throw new DiagnosticError(problem('DR_NOT_ROUTED', { side, system, reason: reasonOf(error) }, { cause: error }))
  }
}

/** Says of work that stopped in its midst which side serves now, beside what stopped it. */
export async function tellingWhoServes<T>(ports: DrPorts, act: 'failover' | 'failback', system: string, places: readonly ReplicaPlace[], work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const parts = await Promise.all(places.map((place) => partStatus(ports, place).then(({ sides }) => sides?.serving ?? 'unknown', () => 'unknown')))
    const causes = error instanceof DiagnosticError ? error.diagnostics : []
    const halfway = problem('DR_HALFWAY', { act, system, serving: [...new Set(parts)].join(', '), reason: reasonOf(error) }, { cause: error })
    throw new DiagnosticError(...causes, halfway)
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof DiagnosticError) return error.diagnostics.map(({ code }) => code).join(', ')
  return error instanceof Error ? error.message : String(error)
}
