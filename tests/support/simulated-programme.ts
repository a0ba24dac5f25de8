import { createSimulator, type Simulator } from '../../src/adapters/simulator/index.js'
import { runPhases } from '../../src/flow/run/phases/index.js'
import type { RunPorts } from '../../src/flow/run/ports.js'
import { startsOfWave } from '../../src/flow/run/waves.js'
import type { Plan } from '../../src/flow/plan/plan.js'
import { hours, milliseconds, minutes } from '../../src/model/duration.js'
import { instantFromMs } from '../../src/model/instant.js'
import type { JsonObject } from '../../src/model/json.js'
import type { NextPhase, PhaseDefinition } from '../../src/model/step.js'
import type { Gate, RunStore } from '../../src/ports/run-store.js'
import { memoryStore } from './memory-store.js'
import { simulatedUsers } from './simulated-users.js'

const START = Date.parse('2026-04-11T00:00:00.000Z')
const nowhere = { host: 'simulated', port: 0, database: 'd', user: 'u', password: '' }

export interface Programme {
  readonly simulator: Simulator
  readonly store: RunStore
  /** Systems, wave by wave. */
  readonly waves: readonly (readonly string[])[]
  /** Ids of the phases that ended for good without going through. */
  readonly failed: readonly string[]
  /** Keys that users were told are saved, by system. */
  readonly acknowledged: ReadonlyMap<string, ReadonlySet<number>>
  readonly seconds: number
}

/** Takes a programme of waves through every phase in virtual time, with users who write and people who sign after an hour. */
export async function runProgramme(waves: readonly (readonly string[])[], options: { seed: number; failures: number }): Promise<Programme> {
  const simulator = createSimulator({ ...options, start: START })
  const systems = waves.flat()
  for (const [index, system] of systems.entries()) simulator.add({ system, rows: 500 + 1_500 * index })
  const plan: Pick<Plan, 'waves' | 'activities'> = { waves: waves.map(waveOf), activities: [] }
  const record = {
    id: 'r', place: 'p', createdAt: instantFromMs(START), operator: 'o', planHash: 'sha256:0', inventoryHash: 'sha256:0', stacksHash: null,
    plan: { plan: { ...plan }, pace: 'now' } as JsonObject,
  } as const
  const store = memoryStore(record, (system, gate, attempt) => void sign(simulator, store, system, gate as Gate, attempt))
  const users = new Map(systems.map((system) => [system, simulatedUsers(simulator, system, 60_000)]))
  const starts = startsOfWave(plan as Plan, 'r', 1, 'now')
  for (const { input } of starts) await store.startAttempt('r', String(input['system']), 1, instantFromMs(START))
  const failed: string[] = []
  const runner = new Runner(simulator, runPhases(portsOf(simulator, store, systems)), failed)
  await Promise.all(starts.map((start) => runner.run(start)))
  const acknowledged = new Map([...users].map(([system, one]) => [system, one.stop()]))
  await simulator.clock.sleep(minutes(2))
  return { simulator, store, waves, failed, acknowledged, seconds: (simulator.clock.now() - START) / 1_000 }
}

function waveOf(systems: readonly string[], index: number): Plan['waves'][number] {
  return { no: index + 1, kind: index === 0 ? 'pilot' : 'bulk', start: '2026-04-11', end: '2026-04-12', systems: [...systems], prerequisites: [] }
}

/** Two people sign, one an hour and one two hours after they were asked. */
async function sign({ clock }: Simulator, store: RunStore, system: string, gate: Gate, attempt: number): Promise<void> {
  for (const by of ['first', 'second']) {
    await clock.sleep(hours(1))
    await store.approve({ run: 'r', system, attempt, gate, by, at: instantFromMs(clock.now()), why: 'seen', shown: 'sha256:0' })
  }
}

function portsOf(simulator: Simulator, store: RunStore, systems: readonly string[]): RunPorts {
  const router = simulator.router(new Map(systems.map((system) => [system, ['old', 'new']])))
  let ids = 0
  return {
    mover: simulator.mover(), replica: simulator.replica(), store, clock: simulator.clock,
    checks: simulator.checks((address) => ({ status: 200, body: address })),
    archive: { write: async () => { throw new Error('nothing is retired here') } },
    ids: { next: (prefix) => `${prefix}-${ids += 1}` },
    faults: { at: async () => undefined },
    wiring: async (system) => {
      const move = { kind: 'postgres', system, name: system, uplink: null, appRoles: ['app'], source: nowhere, target: nowhere } as const
      return {
        system, move, origin: move, router, route: { backend: system, source: 'old', target: 'new' }, archivePath: null, cutoverDeadline: null,
        checks: [
          { name: 'target answers', kind: 'http', url: `http://${system}/` },
          { name: 'public answers', kind: 'http', url: `http://${system}/`, expect: system },
        ],
        replicas: [{
          kind: 'postgres', system, primary: nowhere, appRoles: ['app'], host: 'dr', port: 0, drillPort: 0, dataDirectory: '/dr', binaries: '/bin',
          primaryDataDirectory: null,
        }],
      }
    },
  }
}

/** What the engine does, without its durability: steps in order, again after an error, then what follows; every id once. */
class Runner {
  private readonly started = new Set<string>()
  private readonly phases: ReadonlyMap<string, PhaseDefinition>
  private fence = 0

  constructor(private readonly simulator: Simulator, phases: readonly PhaseDefinition[], private readonly failed: string[]) {
    this.phases = new Map(phases.map((phase) => [phase.name, phase]))
  }

  async run(next: NextPhase): Promise<void> {
    if (this.started.has(next.id)) return
    this.started.add(next.id)
    const { clock } = this.simulator
    if (next.notBefore !== undefined) await clock.sleep(milliseconds(Date.parse(next.notBefore) - clock.now()))
    const phase = this.phases.get(next.phase)!
    const results: Record<string, JsonObject> = {}
    for (const step of phase.steps) {
      const result = await this.attempts(step, next, results)
      if (result === undefined) return void this.failed.push(next.id)
      results[step.name] = result
    }
    await Promise.all(phase.next(next.input, results).map((one) => this.run(one)))
  }

  private async attempts(step: PhaseDefinition['steps'][number], { input }: NextPhase, results: Record<string, JsonObject>): Promise<JsonObject | undefined> {
    for (let attempt = 1; attempt <= step.maxAttempts; attempt += 1) {
      const context = { signal: new AbortController().signal, attempt, fence: this.fence += 1, heartbeat: () => undefined }
      const result = await step.body(input, results, context).catch(() => undefined)
      if (result !== undefined) return result
      await this.simulator.clock.sleep(minutes(1))
    }
    return undefined
  }
}
