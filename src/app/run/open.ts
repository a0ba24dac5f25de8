import { controlDatabaseProblem, engineProblem } from '../../adapters/control-db/index.js'
import { DiagnosticError } from '../../diagnostics/diagnostic.js'
import { ControlDatabaseError } from '../../engine/control-database/error.js'
import type { EngineControl } from '../../engine/engine.js'
import { EngineError } from '../../engine/engine-error.js'
import type { RunStore } from '../../ports/run-store.js'
import type { RunHome } from './home.js'

/** The control database and the two ways into it: the engine's and our own record's. */
export interface OpenRun {
  readonly databaseUrl: string
  readonly store: RunStore
  readonly control: EngineControl
  /** Ends the connections; the database server goes on. */
  close(): Promise<void>
  /** Stops the embedded server; one named by URL is left alone. */
  stopDatabase(): Promise<void>
}

/** Opens (and where needed starts) the control database. Loads the engine only now: its import costs about 250 ms. */
export async function openRun(home: RunHome): Promise<OpenRun> {
  return withEngineFaults(async () => {
    const [{ openControlDatabase }, { openControl }, { openRunStore }] = await Promise.all([
      import('../../engine/control-database/index.js'),
      import('../../engine/dbos/control.js'),
      import('../../adapters/control-db/index.js'),
    ])
    const database = await openControlDatabase({ directory: home.stateDirectory, ...(home.databaseUrl ? { url: home.databaseUrl } : {}) })
    const store = await openRunStore(database.url)
    const control = await openControl(database.url)
    const close = async () => {
      await control.close()
      await store.close()
    }
    return { databaseUrl: database.url, store, control, stopDatabase: () => database.stop(), close }
  })
}

/** The engine knows no words: its faults become problems of the catalog here. */
export async function withEngineFaults<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof ControlDatabaseError) throw new DiagnosticError(controlDatabaseProblem(error))
    if (error instanceof EngineError) throw new DiagnosticError(engineProblem(error))
    throw error
  }
}
