import { hostname } from 'node:os'
import { killAt, noFaults } from '../../adapters/system/faults.js'
import { DiagnosticError, problem } from '../../diagnostics/diagnostic.js'
import { postgresBinaries } from '../setup/programs.js'
import { runHome } from './home.js'
import { placeForRun } from './load-place.js'
import { roomsOf } from './rooms.js'
import { openRun, withEngineFaults } from './open.js'

export interface WorkerRequest {
  readonly root: string
  readonly place: string
  readonly id: string | undefined
  readonly environment: NodeJS.ProcessEnv
  /** Ends the worker: it takes no new step, and what it cannot finish goes on elsewhere or later. */
  readonly stop: AbortSignal
}

/** Carries out phases until told to stop. */
export async function serveWorker(request: WorkerRequest): Promise<void> {
  const { root, place, environment } = request
  const { endpoints, inventory } = await placeForRun(root, place)
  const binaries = postgresBinaries()
  if (!binaries) throw new DiagnosticError(problem('SETUP_MISSING_PROGRAMS', { programs: 'postgresql', commands: 'qianyun setup' }))
  const open = await openRun(runHome(root, place, environment))
  const { startWorker } = await import('./worker.js')
  const point = environment['QIANYUN_FAULT_POINT']
  const worker = await withEngineFaults(() => startWorker({
    id: request.id ?? hostname(), databaseUrl: open.databaseUrl, store: open.store, control: open.control, place, endpoints, binaries, environment, rooms: roomsOf(inventory),
    faults: point ? killAt(point) : noFaults, perSite: 2,
  }))
  await aborted(request.stop)
  await worker.stop()
  await open.close()
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => (signal.aborted ? resolve() : signal.addEventListener('abort', () => resolve(), { once: true })))
}
