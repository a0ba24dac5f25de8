import { randomIds, systemClock } from '../../adapters/system/clock.js'
import { noFaults } from '../../adapters/system/faults.js'
import { createSecrets } from '../../adapters/system/secrets.js'
import { postgresBinaries } from '../setup/programs.js'
import { runHome } from '../run/home.js'
import { placeForRun } from '../run/load-place.js'
import { openRun } from '../run/open.js'
import { createWiring } from '../run/wiring.js'
import { createFailover } from './failovers.js'
import type { DrPorts } from './ports.js'

export interface DrHome {
  readonly root: string
  readonly place: string
  readonly environment: NodeJS.ProcessEnv
}

/** Opens a place's endpoints and record for `work`, and closes them whatever happens. A run need not exist. */
export async function withDr<T>({ root, place, environment }: DrHome, work: (ports: DrPorts) => Promise<T>): Promise<T> {
  const { endpoints } = await placeForRun(root, place)
  const open = await openRun(runHome(root, place, environment))
  try {
    const { runPorts } = await import('../run/worker.js')
    const { replica } = runPorts({ store: open.store, place, endpoints, binaries: postgresBinaries() ?? '', faults: noFaults, environment })
    const systems = endpoints.systems.filter(({ dr, files }) => dr !== undefined || files?.some((tree) => tree.dr !== undefined)).map(({ system }) => system).sort()
    return await work({
      place, systems, replica, failover: createFailover(), store: open.store, clock: systemClock, ids: randomIds,
      wiring: createWiring(endpoints, createSecrets(environment)),
    })
  } finally {
    await open.close()
  }
}
