/** One information system of the demo city: its schema, its data and what its users do. */
export interface CitySystem {
  readonly id: string
  readonly name: { readonly zh: string; readonly en: string }
  readonly owner: string
  /** Which of the three departmental rooms it stands in, 0-2. */
  readonly room: number
  readonly zone: 'public_service' | 'admin_service'
  readonly engine: 'postgres' | 'mariadb'
  /** What makes it worth watching. */
  readonly trait: 'plain' | 'sequences' | 'large_objects' | 'no_primary_key' | 'million_rows' | 'other_engine' | 'files' | 'zombie'
  readonly importance: 'core' | 'important' | 'general'
  /** Rows at scale 1, before the seed varies them; the million-row system is never below a million at scale 1. */
  readonly rows: number
  /** Share of all writes of the city. */
  readonly weight: number
  readonly schema: string
  /** Fills the tables; `$rows` stands for the number of rows. */
  readonly seed: string
  /** One transaction of a user: `$1` is the write's id (uuid), `$2` a whole number to vary it; for MariaDB `:id` and `:n`. */
  readonly write: readonly string[]
  /** Table and column in which acknowledged write ids are found again; null for a system nobody writes to. */
  readonly journal: { readonly table: string; readonly column: string } | null
}

/** Database names and roles follow from the id, so that every part of the demo agrees on them. */
export function databaseOf(system: Pick<CitySystem, 'id'>): string {
  return system.id.replaceAll('-', '_')
}

/** As the product names it: MariaDB's accounts belong to a host. */
export function appRoleOf(system: Pick<CitySystem, 'id' | 'engine'>): string {
  const user = `app_${databaseOf(system)}`
  return system.engine === 'mariadb' ? `${user}@%` : user
}
