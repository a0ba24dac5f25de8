import type { EngineEvent, EngineWorker } from '../../engine/engine.js'
import type { Endpoints } from '../../flow/inventory/schema/inventory.js'
import { PHASE_CONTRACT, runPhases } from '../../flow/run/phases/index.js'
import type { RunPorts } from '../../flow/run/ports.js'
import { instantFromMs } from '../../model/instant.js'
import type { Faults } from '../../ports/faults.js'
import type { RunStore } from '../../ports/run-store.js'
import { createChecks } from '../../adapters/checks/checks.js'
import { createPostgresArchive } from '../../adapters/postgres/archive/index.js'
import { createPostgresReplica } from '../../adapters/postgres/replica/index.js'
import { randomIds, systemClock } from '../../adapters/system/clock.js'
import { createSecrets } from '../../adapters/system/secrets.js'
import { startWorker as startEngineWorker } from '../../engine/dbos/worker.js'
import { createMover } from './movers.js'
import { createWiring, wiringOfPlace } from './wiring.js'

export interface WorkerSettings {
  readonly id: string
  readonly databaseUrl: string
  readonly store: RunStore
  /** Whose runs this worker carries out, by its endpoints. */
  readonly place: string
  readonly endpoints: Endpoints
  readonly binaries: string
  readonly faults: Faults
  readonly environment: NodeJS.ProcessEnv
  /** Phases of one site at once: one uplink carries this many copies. */
  readonly perSite: number
}

/** Starts a worker on this machine: chooses the adapters, hands the phases to the engine, writes its events into the run's record. */
export async function startWorker(settings: WorkerSettings): Promise<EngineWorker> {
  const { store } = settings
  return startEngineWorker({
    id: settings.id,
    databaseUrl: settings.databaseUrl,
    sites: ['*'],
    perSite: settings.perSite,
    phases: runPhases(runPorts(settings)),
    contract: PHASE_CONTRACT,
    nextFence: (subject) => store.nextFence(subject),
    onEvent: (event) => void record(store, event),
  })
}

export function runPorts(settings: Pick<WorkerSettings, 'store' | 'place' | 'endpoints' | 'binaries' | 'faults' | 'environment'>): RunPorts {
  const clock = systemClock
  return {
    mover: createMover(settings.binaries),
    replica: createPostgresReplica({ clock }),
    archive: createPostgresArchive({ binaries: settings.binaries }),
    checks: createChecks(),
    store: settings.store,
    clock,
    ids: randomIds,
    faults: settings.faults,
    wiring: wiringOfPlace(settings.place, settings.store, createWiring(settings.endpoints, createSecrets(settings.environment))),
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
