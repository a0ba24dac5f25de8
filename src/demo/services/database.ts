import mysql from 'mysql2/promise'
import pg from 'pg'

/** A service's way to its database. Both refuse at once when the door is closed, and neither keeps a session that a fence has ended. */
export interface ServiceDatabase {
  answers(): Promise<void>
  /** All statements of a write commit together or not at all. */
  write(id: string, number: number): Promise<void>
}

export interface DatabaseSpec {
  readonly engine: 'postgres' | 'mariadb'
  readonly host: string
  readonly port: number
  readonly database: string
  readonly user: string
  readonly password: string
}

const CONNECTIONS = 4

export function serviceDatabase(name: string, spec: DatabaseSpec, statements: readonly string[]): ServiceDatabase {
  return spec.engine === 'mariadb' ? mariadb(spec, statements) : postgres(name, spec, statements)
}

function postgres(name: string, { host, port, database, user, password }: DatabaseSpec, statements: readonly string[]): ServiceDatabase {
  const pool = new pg.Pool({ host, port, database, user, password, max: CONNECTIONS, connectionTimeoutMillis: 2_000, idleTimeoutMillis: 0, application_name: name })
  pool.on('error', () => undefined)
  // A fence may end a session just between two queries: the next query says so, the process lives on.
  pool.on('connect', (client) => void client.on('error', () => undefined))
  return {
    answers: async () => void (await pool.query('SELECT 1')),
    async write(id, number) {
      const client = await pool.connect()
      try {
        if (statements.length === 1) await client.query(statements[0]!, parameters(statements[0]!, id, number))
        else await inTransaction(client, statements, id, number)
        client.release()
      } catch (error) {
        client.release(true)
        throw error
      }
    },
  }
}

async function inTransaction(client: pg.PoolClient, statements: readonly string[], id: string, number: number): Promise<void> {
  await client.query('BEGIN')
  for (const statement of statements) await client.query(statement, parameters(statement, id, number))
  await client.query('COMMIT')
}

/** A statement is given just the parameters it names. */
function parameters(statement: string, id: string, number: number): unknown[] {
  return statement.includes('$2') ? [id, number] : [id]
}

function mariadb({ host, port, database, user, password }: DatabaseSpec, statements: readonly string[]): ServiceDatabase {
  // MariaDB accounts are `user@host`; who logs in is the user.
  const login = user.slice(0, user.lastIndexOf('@'))
  const pool = mysql.createPool({ host, port, database, user: login, password, connectionLimit: CONNECTIONS, connectTimeout: 2_000, namedPlaceholders: true, charset: 'utf8mb4_bin' })
  return {
    answers: async () => void (await pool.query('SELECT 1')),
    async write(id, number) {
      const connection = await pool.getConnection()
      connection.on('error', () => undefined)
      try {
        await connection.beginTransaction()
        for (const statement of statements) await connection.query(statement, { id, n: number })
        await connection.commit()
        connection.release()
      } catch (error) {
        connection.destroy()
        throw error
      } finally {
        connection.removeAllListeners('error')
      }
    },
  }
}
