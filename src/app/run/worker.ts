import type { EngineControl, EngineEvent, EngineWorker } from '../../engine/engine.js'
import type { Endpoints } from '../../flow/inventory/schema/inventory.js'
import { PHASE_CONTRACT, runPhases } from '../../flow/run/phases/index.js'
import type { RunPorts } from '../../flow/run/ports.js'
import { bytes } from '../../model/bytes.js'
import { instantFromMs } from '../../model/instant.js'
import type { Faults } from '../../ports/faults.js'
import type { RunStore } from '../../ports/run-store.js'
import { createChecks } from '../../adapters/checks/checks.js'
import { randomIds, systemClock } from '../../adapters/system/clock.js'
import { createSecrets } from '../../adapters/system/secrets.js'
import { createThrottle } from '../../adapters/throttle/index.js'
import { startWorker as startEngineWorker } from '../../engine/dbos/worker.js'
import { PauseView, watchFeeds } from './between-phases.js'
import { createArchive, createMover, createReplica } from './movers.js'
import { createWiring, wiringOfPlace } from './wiring.js'

export interface PortSettings {
  readonly store: RunStore
  /** Whose runs this worker carries out, by its endpoints. */
  readonly place: string
  readonly endpoints: Endpoints
  readonly binaries: string
  readonly faults: Faults
  readonly environment: NodeJS.ProcessEnv
  /** In which room each system stands today; its line is the one copies use where the endpoints name none. */
  readonly rooms?: ReadonlyMap<string, string>
  /** Whether people hold the copies of a system; nobody where left out. */
  readonly isPaused?: (system: string) => boolean
}

export interface WorkerSettings extends PortSettings {
  readonly id: string
  readonly databaseUrl: string
  readonly control: EngineControl
  /** Phases of one site at once: one uplink carries this many copies. */
  readonly perSite: number
}

/** Starts a worker on this machine: chooses the adapters, hands the phases to the engine, writes its events into the run's record, and looks after the feeds between. */
export async function startWorker(settings: WorkerSettings): Promise<EngineWorker> {
  const { store, place, control } = settings
  const pauses = new PauseView()
  const ports = runPorts({ ...settings, isPaused: pauses.isPaused })
  const worker = await startEngineWorker({
    id: settings.id,
    databaseUrl: settings.databaseUrl,
    sites: ['*'],
    perSite: settings.perSite,
    phases: runPhases(ports),
    contract: PHASE_CONTRACT,
    nextFence: (subject) => store.nextFence(subject),
    onEvent: (event) => void record(store, event),
  })
  const ending = new AbortController()
  const beside = [pauses.follow(store, place, ports.clock, ending.signal), watchFeeds(ports, control, place, ending.signal)]
  return {
    async stop() {
      ending.abort()
      await worker.stop()
      await Promise.all(beside)
    },
  }
}

export function runPorts({ store, place, endpoints, binaries, faults, environment, rooms, isPaused = () => false }: PortSettings): RunPorts {
  const clock = systemClock
  const uplinks = new Map((endpoints.uplinks ?? []).map(({ facility, bytesPerSecond }) => [facility, bytes(bytesPerSecond)]))
  return {
    mover: createMover(binaries, createThrottle({ uplinks, clock, isPaused })),
    replica: createReplica(),
    archive: createArchive(binaries),
    checks: createChecks(),
    store,
    clock,
    ids: randomIds,
    faults,
    wiring: wiringOfPlace(place, store, createWiring(endpoints, createSecrets(environment), rooms)),
  }
}

/** Engine events carry the phase's id, `<run>/<system>/<attempt>/<phase>`. A lost event is no reason to stop work. */
async function record(store: RunStore, event: EngineEvent): Promise<void> {
  const [run, system, attempt, phase] = event.phaseId.split('/')
  if (!run || !system) return
  const { type, phaseId: _, ...data } = event
  const known = type === 'phase.taken_over' ? 'worker.started' : type
  await store
    .append({ run, system, at: instantFromMs(systemClock.now()), type: known, data: { ...data, phase: phase ?? '', attempt: Number(attempt) } })
    .catch(() => undefined)
}
