import { join } from 'node:path'
import { DiagnosticError, problem } from '../../diagnostics/diagnostic.js'
import { seconds } from '../../model/duration.js'
import type { Endpoints, SystemEndpoints } from '../../flow/inventory/schema/inventory.js'
import { archiveSuffix } from '../../flow/run/movers/archive-by-kind.js'
import type { SystemWiring } from '../../flow/run/ports.js'
import { createHaproxyRouter } from '../../adapters/haproxy/router.js'
import type { Check } from '../../ports/checks.js'
import type { RunStore } from '../../ports/run-store.js'
import type { Secrets } from '../../ports/secrets.js'
import { dataOf } from './wiring-data.js'
import { replicasOf } from './wiring-replicas.js'

/**
 * Turns a place's endpoints into what the phases work with. Secrets are read each time and kept nowhere.
 * `rooms`: in which room the inventory has each system today; its line is the one that a copy uses where the endpoints name none.
 */
export function createWiring(endpoints: Endpoints, secrets: Secrets, rooms: ReadonlyMap<string, string> = new Map()): (system: string) => Promise<SystemWiring> {
  const bySystem = new Map(endpoints.systems.map((one) => [one.system, one]))
  return async (system) => {
    const entry = bySystem.get(system)
    if (!entry) throw new DiagnosticError(problem('RUN_NO_ENDPOINTS', { system, place: '<place>' }))
    return wire(entry, secrets, entry.uplink ?? rooms.get(system) ?? null)
  }
}

/** Places may share a control database, and their systems names: a worker touches its own place's systems only. */
export function wiringOfPlace(place: string, store: Pick<RunStore, 'run'>, wiring: (system: string) => Promise<SystemWiring>): (system: string, run: string) => Promise<SystemWiring> {
  return async (system, run) => {
    if ((await store.run(run))?.place !== place) throw new DiagnosticError(problem('RUN_OTHER_PLACE', { system, run, place: '<place>' }))
    return wiring(system)
  }
}

async function wire(entry: SystemEndpoints, secrets: Secrets, uplink: string | null): Promise<SystemWiring> {
  const { router } = entry
  const { origin, move } = await dataOf(entry, secrets, uplink)
  return {
    system: entry.system,
    origin,
    move,
    router: router?.kind === 'haproxy' && router.socket ? createHaproxyRouter({ socket: router.socket }) : null,
    route: router ? { backend: router.backend, source: router.source, target: router.target, ...(router.dr ? { dr: router.dr } : {}) } : null,
    replicas: move ? await replicasOf(entry, move, secrets) : [],
    checks: (entry.checks ?? []).map(checkOf),
    archivePath: entry.archiveDirectory ? join(entry.archiveDirectory, `${entry.system}.${archiveSuffix[origin.kind === 'system' ? origin.parts[0].kind : origin.kind]}`) : null,
    cutoverDeadline: entry.cutoverDeadlineSeconds === undefined ? null : seconds(entry.cutoverDeadlineSeconds),
  }
}

/** The side is the first word of a check's name: phases pick theirs by it. */
function checkOf({ side, name, kind, url, host, port, expect }: NonNullable<SystemEndpoints['checks']>[number]): Check {
  return { name: `${side}: ${name}`, kind, ...(url ? { url } : {}), ...(host ? { host } : {}), ...(port ? { port } : {}), ...(expect ? { expect } : {}) }
}
