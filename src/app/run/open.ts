import type { EngineControl } from '../../engine/engine.js'
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
  const [{ openControlDatabase }, { openControl }, { openRunStore }] = await Promise.all([
    import('../../engine/control-database/control-database.js'),
    import('../../engine/dbos/control.js'),
    import('../../adapters/control-db/index.js'),
  ])
  const database = await openControlDatabase({ directory: home.stateDirectory, ...(home.databaseUrl ? { url: home.databaseUrl } : {}) })
  const store = await openRunStore(database.url)
  const control = await openControl(database.url)
  return {
    databaseUrl: database.url,
    store,
    control,
    stopDatabase: () => database.stop(),
    close: async () => {
      await control.close()
      await store.close()
    },
  }
}
