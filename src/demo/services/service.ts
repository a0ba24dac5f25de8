import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import pg from 'pg'

/** What one service needs: where it listens, its database as the application sees it, and what a write does. */
export interface ServiceSpec {
  readonly system: string
  readonly side: 'source' | 'target'
  readonly port: number
  readonly database: { readonly host: string; readonly port: number; readonly database: string; readonly user: string; readonly password: string }
  readonly write: readonly string[]
}

const CONNECTIONS = 4

/**
 * A small business service: `POST /write` runs one transaction and answers 201 only after its commit; `GET /ready` answers when the
 * database does; `GET /health` says only that the process lives. A refused database is a 503 at once, never a wait.
 */
export async function startService(spec: ServiceSpec): Promise<Server> {
  const pool = new pg.Pool({ ...spec.database, max: CONNECTIONS, connectionTimeoutMillis: 2_000, idleTimeoutMillis: 0, application_name: `${spec.system}@${spec.side}` })
  pool.on('error', () => undefined)
  // A fence may end a session just between two queries: the next query says so, the process lives on.
  pool.on('connect', (client) => void client.on('error', () => undefined))
  const server = createServer((request, response) => {
    answer(spec, pool, request).then(
      ({ status, text }) => reply(response, status, text),
      (error: unknown) => reply(response, 503, error instanceof Error ? error.message : String(error)),
    )
  })
  server.keepAliveTimeout = 60_000
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(spec.port, '127.0.0.1', resolve))
  return server
}

async function answer(spec: ServiceSpec, pool: pg.Pool, request: IncomingMessage): Promise<{ status: number; text: string }> {
  const url = new URL(request.url ?? '/', 'http://localhost')
  if (url.pathname === '/health') return { status: 200, text: `${spec.system}@${spec.side}` }
  if (url.pathname === '/ready') {
    await pool.query('SELECT 1')
    return { status: 200, text: `${spec.system}@${spec.side}` }
  }
  if (url.pathname !== '/write' || request.method !== 'POST') return { status: 404, text: 'not found' }
  await write(spec, pool, url.searchParams.get('id') ?? '', Number(url.searchParams.get('n')))
  return { status: 201, text: `${spec.system}@${spec.side}` }
}

/** All statements of a write commit together or not at all. */
async function write(spec: ServiceSpec, pool: pg.Pool, id: string, number: number): Promise<void> {
  const client = await pool.connect()
  try {
    if (spec.write.length === 1) await client.query(spec.write[0]!, parameters(spec.write[0]!, id, number))
    else await inTransaction(client, spec.write, id, number)
    client.release()
  } catch (error) {
    // A session that was ended by a fence is thrown away, not put back.
    client.release(true)
    throw error
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

function reply(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' })
  response.end(`${text}\n`)
}
