import { milliseconds, type Duration } from '../../model/duration.js'
import { seededRandom } from '../../model/seeded-random.js'
import type { Checks } from '../../ports/checks.js'
import type { Clock } from '../../ports/clock.js'
import type { DataMover, PreflightFinding, Side } from '../../ports/data-mover.js'
import type { Replica } from '../../ports/replica.js'
import type { Router } from '../../ports/router.js'
import type { StackRunner } from '../../ports/stack-runner.js'
import { createSimulatedChecks, type SimulatedService } from './checks.js'
import type { LineOptions } from './line.js'
import { createSimulatedMover } from './mover.js'
import { createSimulatedReplica } from './replica.js'
import { createSimulatedRouter } from './router.js'
import { createSimulatedStackRunner, type SimulatedStacks } from './stack-runner.js'
import { virtualClock } from './virtual-clock.js'
import { applyFeed, newSystem, write, type SimulatedSystem } from './world.js'

export interface SimulatorOptions {
  readonly seed: number
  /** Milliseconds since 1970 at which the simulation begins. */
  readonly start: number
  readonly latency?: Duration
  /** Share of calls that fail, from 0 to 1. */
  readonly failures?: number
}

export interface SystemSpec {
  readonly system: string
  readonly rows: number
  readonly findings?: readonly PreflightFinding[]
}

/** A world without servers: systems with data on two sides, lines that fail by the seed, and time that passes by itself. */
export interface Simulator {
  readonly clock: Clock
  add(spec: SystemSpec): SimulatedSystem
  /** A mover as a new worker has it. */
  mover(): DataMover
  router(servers: ReadonlyMap<string, readonly string[]>): Router
  /** The server that a backend's next request goes to. */
  routed(backend: string): string | undefined
  checks(services: (address: string) => SimulatedService | undefined): Checks
  replica(): Replica
  stackRunner(world: SimulatedStacks): StackRunner
  /** One write as the application: its key, or undefined when it was refused. */
  write(system: string, side: Side): number | undefined
  /** The keys a side holds, all that has arrived by now. */
  keys(system: string, side: Side): ReadonlySet<number>
  /** Moments at which users could write on both sides: there must be none. */
  bothOpen(system: string): readonly number[]
}

export function createSimulator({ seed, start, latency = milliseconds(5), failures = 0 }: SimulatorOptions): Simulator {
  const clock = virtualClock(start)
  const options: LineOptions = { clock, random: seededRandom(seed), latency, failures }
  const systems = new Map<string, SimulatedSystem>()
  const routes = new Map<string, string>()
  const replicas = new Map<string, { readonly timeline: number }>()
  const find = (system: string) => {
    const one = systems.get(system)
    if (!one) throw new Error(`there is no simulated system ${system}`)
    return one
  }
  return {
    clock,
    add({ system, rows, findings = [] }) {
      const one = newSystem(system, rows, findings)
      systems.set(system, one)
      return one
    },
    mover: () => createSimulatedMover(options, find),
    router: (servers) => createSimulatedRouter(options, routes, servers),
    routed: (backend) => routes.get(backend),
    checks: (services) => createSimulatedChecks(options, services),
    replica: () => createSimulatedReplica(options, replicas, find),
    stackRunner: (world) => createSimulatedStackRunner(options, world),
    bothOpen: (system) => find(system).bothOpen,
    write: (system, side) => write(find(system), side, clock.now()),
    keys(system, side) {
      const one = find(system)
      for (const from of ['source', 'target'] as const) applyFeed(one, from, clock.now() - Number(latency))
      return new Set(one.sides[side].rows.keys())
    },
  }
}
