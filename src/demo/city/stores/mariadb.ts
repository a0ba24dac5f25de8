import mysql from 'mysql2/promise'
import type { DatabaseEndpoint } from '../../../ports/data-mover.js'
import { appRoleOf, databaseOf } from '../city-system.js'
import type { Store } from './store.js'

export const mariadbStore: Store = {
  async seed(admin, system, rows, appPassword) {
    const { user, host } = accountOf(appRoleOf(system))
    await withConnection(admin, async (connection) => {
      await connection.query(`CREATE DATABASE ${databaseOf(system)} CHARACTER SET utf8mb4`)
      await connection.query('CREATE USER ?@? IDENTIFIED BY ?', [user, host, appPassword])
      await connection.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON ${databaseOf(system)}.* TO ?@?`, [user, host])
    })
    await withConnection({ ...admin, database: databaseOf(system) }, async (connection) => {
      await connection.query(system.schema)
      await connection.query(system.seed.replaceAll('$rows', String(rows)))
    })
  },

  async makeEmpty(admin, system) {
    await withConnection(admin, (connection) => connection.query(`CREATE DATABASE ${databaseOf(system)} CHARACTER SET utf8mb4`))
  },

  async missingWrites(endpoint, { table, column }, ids) {
    return withConnection(endpoint, async (connection) => {
      const [rows] = await connection.query<mysql.RowDataPacket[]>(`SELECT ${column} AS id FROM ${table} WHERE ${column} IS NOT NULL`)
      const kept = new Set(rows.map(({ id }) => String(id)))
      return ids.filter((id) => !kept.has(id))
    })
  },

  async accepts(endpoint, role) {
    const { user, host } = accountOf(role)
    return withConnection(endpoint, async (connection) => {
      const [rows] = await connection.query<mysql.RowDataPacket[]>(
        `SELECT JSON_VALUE(Priv, '$.account_locked') AS locked FROM mysql.global_priv WHERE User = ? AND Host = ?`, [user, host])
      return rows.length > 0 && !['1', 'true'].includes(String(rows[0]?.['locked']))
    })
  },
}

/** MariaDB knows an application by `user@host`. */
function accountOf(role: string): { readonly user: string; readonly host: string } {
  const at = role.lastIndexOf('@')
  return { user: role.slice(0, at), host: role.slice(at + 1) }
}

async function withConnection<T>({ host, port, user, password, database }: DatabaseEndpoint, work: (connection: mysql.Connection) => Promise<T>): Promise<T> {
  const connection = await mysql.createConnection({ host, port, user, password, database, multipleStatements: true, charset: 'utf8mb4_bin' })
  try {
    return await work(connection)
  } finally {
    await connection.end()
  }
}
