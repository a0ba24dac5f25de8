import type { DatabaseEndpoint } from '../../../ports/data-mover.js'
import type { CitySystem } from '../city-system.js'
import { mariadbStore } from './mariadb.js'
import { postgresStore } from './postgres.js'

/** What the demo does with a database by itself, outside of the product: fill it before, and look into it after. */
export interface Store {
  /** A system's database at the old site: application role, schema, data, as a department's supplier would have left it. */
  seed(admin: DatabaseEndpoint, system: CitySystem, rows: number, appPassword: string): Promise<void>
  /** An empty database on the cloud: the mover brings the rest. */
  makeEmpty(admin: DatabaseEndpoint, system: CitySystem): Promise<void>
  /** Which of the acknowledged ids are not in the database: these writes were lost. */
  missingWrites(endpoint: DatabaseEndpoint, journal: Journal, ids: readonly string[]): Promise<readonly string[]>
  /** Whether the application's role may log in there: the two sides must never both say yes, and one must. */
  accepts(endpoint: DatabaseEndpoint, role: string): Promise<boolean>
}

/** Table and column in which acknowledged write ids are found again. */
export interface Journal {
  readonly table: string
  readonly column: string
}

const stores = { postgres: postgresStore, mariadb: mariadbStore } as const satisfies Record<CitySystem['engine'], Store>

export function storeOf({ engine }: Pick<CitySystem, 'engine'>): Store {
  return stores[engine]
}
