import pg from 'pg'
import type { DatabaseEndpoint } from '../../ports/data-mover.js'
import { appRoleOf, databaseOf, type CitySystem } from './city-system.js'

/** Makes a system's database at the old site: application role, schema, data, as a department's supplier would have left it. */
export async function seedDatabase(admin: DatabaseEndpoint, system: CitySystem, rows: number, appPassword: string): Promise<void> {
  const role = appRoleOf(system)
  await withClient(admin, async (client) => {
    await client.query(`CREATE ROLE ${role} LOGIN PASSWORD ${client.escapeLiteral(appPassword)}`)
    await client.query(`CREATE DATABASE ${databaseOf(system)}`)
  })
  await withClient({ ...admin, database: databaseOf(system) }, async (client) => {
    await client.query(system.schema)
    await client.query(system.seed.replaceAll('$rows', String(rows)))
    await client.query(`GRANT USAGE ON SCHEMA public TO ${role}; GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO ${role}; GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO ${role}`)
    await client.query('VACUUM ANALYZE')
  })
}

/** An empty database on the cloud: the mover brings the rest. */
export async function emptyDatabase(admin: DatabaseEndpoint, system: CitySystem): Promise<void> {
  await withClient(admin, (client) => client.query(`CREATE DATABASE ${databaseOf(system)}`))
}

/** Which of the acknowledged ids are not in the database: these writes were lost. */
export async function missingWrites(endpoint: DatabaseEndpoint, journal: { table: string; column: string }, ids: readonly string[]): Promise<readonly string[]> {
  return withClient(endpoint, async (client) => {
    const { rows } = await client.query<{ id: string }>(
      `SELECT told.id FROM unnest($1::uuid[]) AS told(id) WHERE NOT EXISTS (SELECT 1 FROM ${journal.table} AS kept WHERE kept.${journal.column} = told.id)`, [ids])
    return rows.map(({ id }) => id)
  })
}

/** Whether the application's role may log in there: the two sides must never both say yes, and one must. */
export async function accepts(endpoint: DatabaseEndpoint, role: string): Promise<boolean> {
  return withClient(endpoint, async (client) => {
    const { rows } = await client.query<{ login: boolean }>('SELECT rolcanlogin AS login FROM pg_roles WHERE rolname = $1', [role])
    return rows[0]?.login === true
  })
}

async function withClient<T>(endpoint: DatabaseEndpoint, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ ...endpoint, application_name: 'yunzhou' })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
