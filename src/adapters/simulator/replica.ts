import { milliseconds, seconds } from '../../model/duration.js'
import type { DrillResult, Replica } from '../../ports/replica.js'
import type { LineOptions } from './line.js'
import { servingSide, type SimulatedSystem } from './world.js'

/** What the DR site holds of each system, by its name. */
export type SimulatedReplicas = Map<string, { readonly timeline: number }>

const ROW_BYTES = 100

export function createSimulatedReplica(options: LineOptions, replicas: SimulatedReplicas, find: (system: string) => SimulatedSystem): Replica {
  const { clock, latency, random } = options
  return {
    async build({ system }) {
      const started = clock.now()
      await clock.sleep(seconds(1 + random()))
      if (!replicas.has(system)) replicas.set(system, { timeline: 1 })
      const one = find(system)
      return { bytes: one.sides[servingSide(one)].rows.size * ROW_BYTES, milliseconds: clock.now() - started }
    },
    async status({ system }) {
      await clock.sleep(latency)
      return { streaming: replicas.has(system), lag: replicas.has(system) ? latency : milliseconds(Infinity) }
    },
    async drill({ system }): Promise<DrillResult> {
      const started = clock.now()
      const timeline = replicas.get(system)?.timeline ?? 1
      const streams = replicas.has(system)
      await clock.sleep(seconds(2))
      const cloneMs = clock.now() - started
      await clock.sleep(milliseconds(100 + 300 * random()))
      return {
        result: streams ? 'pass' : 'fail', rtoMs: clock.now() - started - cloneMs, rpoMs: Number(latency), cloneMs,
        timelineBefore: timeline, timelineAfter: timeline + 1, checks: [{ name: 'clone takes writes', pass: streams }],
      }
    },
    async destroy({ system }) {
      await clock.sleep(latency)
      replicas.delete(system)
    },
  }
}
