import pg from 'pg'
import type { DatabaseEndpoint } from '../../../ports/data-mover.js'
import { appRoleOf, databaseOf } from '../city-system.js'
import type { Store } from './store.js'

export const postgresStore: Store = {
  async seed(admin, system, rows, appPassword) {
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
  },

  async makeEmpty(admin, system) {
    await withClient(admin, (client) => client.query(`CREATE DATABASE ${databaseOf(system)}`))
  },

  async missingWrites(endpoint, { table, column }, ids) {
    return withClient(endpoint, async (client) => {
      const { rows } = await client.query<{ id: string }>(
        `SELECT told.id FROM unnest($1::uuid[]) AS told(id) WHERE NOT EXISTS (SELECT 1 FROM ${table} AS kept WHERE kept.${column} = told.id)`, [ids])
      return rows.map(({ id }) => id)
    })
  },

  async accepts(endpoint, role) {
    return withClient(endpoint, async (client) => {
      const { rows } = await client.query<{ login: boolean }>('SELECT rolcanlogin AS login FROM pg_roles WHERE rolname = $1', [role])
      return rows[0]?.login === true
    })
  },
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
