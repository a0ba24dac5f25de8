import { DiagnosticError, problem } from '../../diagnostics/diagnostic.js'
import type { JsonObject } from '../../model/json.js'
import type { StepContext } from '../../model/step.js'
import type { FailoverResult, FenceResult } from '../../ports/failover.js'
import type { ReplicaPlace } from '../../ports/replica.js'
import { contextFor, protectedSystem, route, tellingWhoServes, type DrOrder } from './act.js'
import type { DrPorts } from './ports.js'
import { recordAct } from './record.js'
import { partStatus } from './status.js'

export interface FailoverOrder extends DrOrder {
  /** A person attests that a primary nobody can reach cannot come back as it is. */
  readonly primaryIsLost: boolean
}

export interface FailoverReport extends JsonObject {
  readonly system: string
  /** From the order to the first accepted write of the slowest part, and the requests sent there. */
  readonly rtoMs: number
  readonly rpoMs: number
  readonly routed: boolean
  readonly parts: readonly (FenceResult & FailoverResult & { readonly kind: ReplicaPlace['kind'] })[]
  readonly run: string | null
}

/** Closes the primary, promotes every part on the DR site, sends the requests there, and writes it down. May be repeated. */
export async function failOver(ports: DrPorts, order: FailoverOrder): Promise<FailoverReport> {
  const { system, by, why, primaryIsLost } = order
  const wiring = await protectedSystem(ports, system)
  const context = await contextFor(ports, system)
  const orderedAt = ports.clock.now()
  const fences = await Promise.all(wiring.replicas.map((place) => ports.failover.fence(place, context)))
  const refusal = primaryIsLost ? undefined : await unreachable(ports, system, wiring.replicas, fences)
  // Where nothing could be closed nothing was changed either.
  if (refusal && fences.every(({ primary }) => primary === 'unreachable')) throw refusal
  return tellingWhoServes(ports, 'failover', system, wiring.replicas, async () => {
    if (refusal) throw refusal
    const parts = await Promise.all(wiring.replicas.map((place, index) => takeOver(ports, place, fences[index]!, context)))
    const report = async (routed: boolean) => {
      const whole = { system, rtoMs: ports.clock.now() - orderedAt, rpoMs: Math.max(...parts.map(({ rpoMs }) => rpoMs)), routed, parts }
      return { ...whole, run: await recordAct(ports, system, 'failover', { ...whole, by, why, primaryIsLost }) }
    }
    // On record whatever the router does: the watch opens no old side of a system whose last act was a failover.
    const routed = await route(wiring, 'dr', system).catch(async (error: unknown) => {
      await report(false)
      throw error
    })
    return report(routed)
  })
}

/** A primary that cannot be reached may still be reached by others; where the DR site serves already, that question was answered before. */
async function unreachable(ports: DrPorts, system: string, places: readonly ReplicaPlace[], fences: readonly FenceResult[]): Promise<DiagnosticError | undefined> {
  for (const [index, place] of places.entries()) {
    if (fences[index]?.primary === 'closed' || (await partStatus(ports, place)).sides?.replica === 'serving') continue
    return new DiagnosticError(problem('DR_PRIMARY_UNREACHABLE', { system }))
  }
  return undefined
}

async function takeOver(ports: DrPorts, place: ReplicaPlace, fence: FenceResult, context: StepContext): Promise<FailoverReport['parts'][number]> {
  return { kind: place.kind, ...fence, ...(await ports.failover.failover(place, context)) }
}
