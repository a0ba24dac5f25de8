import type { JsonObject } from '../../model/json.js'
import type { FailbackMoments, FailbackResult } from '../../ports/failover.js'
import type { ReplicaPlace } from '../../ports/replica.js'
import { contextFor, protectedSystem, route, tellingWhoServes, type DrOrder } from './act.js'
import { meetingPoint } from './meeting-point.js'
import type { DrPorts } from './ports.js'
import { recordAct } from './record.js'

export interface FailbackReport extends JsonObject {
  readonly system: string
  /** Of the part that was closed longest, the requests sent back included. */
  readonly outageMs: number
  readonly milliseconds: number
  readonly routed: boolean
  readonly parts: readonly (FailbackResult & { readonly kind: ReplicaPlace['kind'] })[]
  readonly run: string | null
}

/** Brings every part of the old primary behind the DR site, switches all of them back at once, and lets the DR site follow again. */
export async function failBack(ports: DrPorts, { system, by, why }: DrOrder): Promise<FailbackReport> {
  const wiring = await protectedSystem(ports, system)
  const context = await contextFor(ports, system)
  const startedAt = ports.clock.now()
  return tellingWhoServes(ports, 'failback', system, wiring.replicas, async () => {
    let routed = false
    const caughtUp = meetingPoint(wiring.replicas.length)
    const opened = meetingPoint(wiring.replicas.length, async () => { routed = await route(wiring, 'target', system) })
    const parts = await Promise.all(wiring.replicas.map(async (place) => giveBack(ports, place, { caughtUp: caughtUp.arrive, opened: opened.arrive }, context).catch((error: unknown) => {
      caughtUp.giveUp(error)
      opened.giveUp(error)
      throw error
    })))
    const whole = { system, outageMs: Math.max(...parts.map(({ outageMs }) => outageMs)), milliseconds: ports.clock.now() - startedAt, routed, parts }
    return { ...whole, run: await recordAct(ports, system, 'failback', { ...whole, by, why }) }
  })
}

/** A part that meets nobody on its way has arrived at both points when it ends. */
async function giveBack(ports: DrPorts, place: ReplicaPlace, moments: FailbackMoments, context: Parameters<DrPorts['failover']['failback']>[1]): Promise<FailbackReport['parts'][number]> {
  const met = new Set<'caughtUp' | 'opened'>()
  const noting = (moment: 'caughtUp' | 'opened') => async () => {
    met.add(moment)
    await moments[moment]()
  }
  const result = await ports.failover.failback(place, context, { caughtUp: noting('caughtUp'), opened: noting('opened') })
  if (!met.has('caughtUp')) await moments.caughtUp()
  if (!met.has('opened')) await moments.opened()
  return { kind: place.kind, ...result }
}
