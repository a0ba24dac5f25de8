import { join } from 'node:path'
import { DiagnosticError, problem } from '../../diagnostics/diagnostic.js'
import type { Endpoints, SystemEndpoints } from '../../flow/inventory/schema/inventory.js'
import type { SystemWiring } from '../../flow/run/ports.js'
import { createHaproxyRouter } from '../../adapters/haproxy/router.js'
import type { Check } from '../../ports/checks.js'
import type { DatabaseEndpoint, DatabaseMove, DatabaseSource } from '../../ports/data-mover.js'
import type { ReplicaPlace } from '../../ports/replica.js'
import type { RunStore } from '../../ports/run-store.js'
import type { Secrets } from '../../ports/secrets.js'

/** Turns a place's endpoints into what the phases work with. Secrets are read each time and kept nowhere. */
export function createWiring(endpoints: Endpoints, secrets: Secrets): (system: string) => Promise<SystemWiring> {
  const bySystem = new Map(endpoints.systems.map((one) => [one.system, one]))
  return async (system) => {
    const entry = bySystem.get(system)
    if (!entry) throw new DiagnosticError(problem('RUN_NO_ENDPOINTS', { system, place: '<place>' }))
    return wire(entry, secrets)
  }
}

/** Places may share a control database, and their systems names: a worker touches its own place's systems only. */
export function wiringOfPlace(place: string, store: Pick<RunStore, 'run'>, wiring: (system: string) => Promise<SystemWiring>): (system: string, run: string) => Promise<SystemWiring> {
  return async (system, run) => {
    if ((await store.run(run))?.place !== place) throw new DiagnosticError(problem('RUN_OTHER_PLACE', { system, run, place: '<place>' }))
    return wiring(system)
  }
}

async function wire(entry: SystemEndpoints, secrets: Secrets): Promise<SystemWiring> {
  const { router } = entry
  const origin = await originOf(entry, secrets)
  const move = await moveOf(entry, origin, secrets)
  return {
    system: entry.system,
    origin,
    move,
    router: router?.kind === 'haproxy' && router.socket ? createHaproxyRouter({ socket: router.socket }) : null,
    route: router ? { backend: router.backend, source: router.source, target: router.target } : null,
    replicas: move ? replicasOf(entry, move) : [],
    checks: (entry.checks ?? []).map(checkOf),
    archivePath: entry.archiveDirectory ? join(entry.archiveDirectory, `${entry.system}.dump`) : null,
  }
}

async function database(endpoint: NonNullable<SystemEndpoints['source']>, secrets: Secrets): Promise<DatabaseEndpoint> {
  return { ...endpoint, password: await secrets.read(endpoint.password) }
}

async function originOf({ system, engine, source, appRoles, uplink }: SystemEndpoints, secrets: Secrets): Promise<DatabaseSource> {
  if (engine === 'files' || !source) throw new DiagnosticError(problem('RUN_NO_ENDPOINTS', { system, place: '<place>' }))
  return { kind: engine, system, name: system.replaceAll('-', '_'), source: await database(source, secrets), appRoles, uplink: uplink ?? null }
}

async function moveOf({ target, copier }: SystemEndpoints, origin: DatabaseSource, secrets: Secrets): Promise<DatabaseMove | null> {
  return target ? { ...origin, target: await database(target, secrets), ...(copier ? { copier } : {}) } : null
}

function replicasOf({ system, dr }: SystemEndpoints, { kind, target, appRoles }: DatabaseMove): readonly ReplicaPlace[] {
  return dr ? [{ kind, system, primary: target, appRoles, ...dr, primaryDataDirectory: dr.primaryDataDirectory ?? null }] : []
}

/** The side is the first word of a check's name: phases pick theirs by it. */
function checkOf({ side, name, kind, url, host, port, expect }: NonNullable<SystemEndpoints['checks']>[number]): Check {
  return { name: `${side}: ${name}`, kind, ...(url ? { url } : {}), ...(host ? { host } : {}), ...(port ? { port } : {}), ...(expect ? { expect } : {}) }
}
