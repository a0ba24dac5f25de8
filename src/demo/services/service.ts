import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { storeAttachment, type AttachmentsSpec } from './attachments.js'
import { serviceDatabase, type DatabaseSpec, type ServiceDatabase } from './database.js'

/** What one service needs: where it listens, its database as the application sees it, and what a write does. */
export interface ServiceSpec {
  readonly system: string
  readonly side: 'source' | 'target'
  readonly port: number
  readonly database: DatabaseSpec
  readonly write: readonly string[]
  readonly attachments: AttachmentsSpec | null
}

/**
 * A small business service: `POST /write` stores a file where the system keeps files, runs one transaction, and answers 201 only after its commit;
 * `GET /ready` answers when the database does; `GET /health` says only that the process lives. A refused database is a 503 at once, never a wait.
 */
export async function startService(spec: ServiceSpec): Promise<Server> {
  const database = serviceDatabase(`${spec.system}@${spec.side}`, spec.database, spec.write)
  const server = createServer((request, response) => {
    answer(spec, database, request).then(
      ({ status, text }) => reply(response, status, text),
      (error: unknown) => reply(response, 503, error instanceof Error ? error.message : String(error)),
    )
  })
  server.keepAliveTimeout = 60_000
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(spec.port, '127.0.0.1', resolve))
  return server
}

async function answer(spec: ServiceSpec, database: ServiceDatabase, request: IncomingMessage): Promise<{ status: number; text: string }> {
  const url = new URL(request.url ?? '/', 'http://localhost')
  if (url.pathname === '/health') return { status: 200, text: `${spec.system}@${spec.side}` }
  if (url.pathname === '/ready') {
    await database.answers()
    return { status: 200, text: `${spec.system}@${spec.side}` }
  }
  if (url.pathname !== '/write' || request.method !== 'POST') return { status: 404, text: 'not found' }
  const id = url.searchParams.get('id') ?? ''
  if (spec.attachments) await storeAttachment(spec.attachments, id)
  await database.write(id, Number(url.searchParams.get('n')))
  return { status: 201, text: `${spec.system}@${spec.side}` }
}

function reply(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' })
  response.end(`${text}\n`)
}
