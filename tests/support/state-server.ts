import type { IncomingMessage, ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { startHttpService, type HttpService } from './http-service.js'

export interface StateServer extends HttpService {
  /** Bodies by path. What a test puts or takes here, the tools find. */
  readonly states: Map<string, string>
  /** What those who hold a state say of themselves, by path. */
  readonly locks: Map<string, string>
  /** Answers everything with this status until it is undefined again. */
  refuseWith(status: number | undefined): void
}

export interface Credentials {
  readonly user: string
  readonly password: string
}

/** A server for the tools' backend `http`: states by path, held by LOCK and UNLOCK at the same address. */
export async function startStateServer({ user, password }: Credentials): Promise<StateServer> {
  const states = new Map<string, string>()
  const locks = new Map<string, string>()
  const expected = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`
  let refusal: number | undefined
  const service = await startHttpService((request, response) => {
    const { authorization } = request.headers
    if (refusal !== undefined) return end(response, refusal)
    if (authorization !== expected) return end(response, authorization === undefined ? 401 : 403)
    void text(request).then((body) => answer({ states, locks }, request, body, response))
  })
  return { ...service, states, locks, refuseWith: (status) => { refusal = status } }
}

function answer({ states, locks }: Pick<StateServer, 'states' | 'locks'>, { method, url }: IncomingMessage, body: string, response: ServerResponse): void {
  const { pathname, searchParams } = new URL(url ?? '/', 'http://localhost')
  const lock = locks.get(pathname)
  switch (method) {
    case 'GET': return states.has(pathname) ? end(response, 200, states.get(pathname)) : end(response, 404)
    case 'LOCK':
      if (lock !== undefined) return end(response, 423, lock)
      locks.set(pathname, body)
      return end(response, 200)
    case 'UNLOCK':
      locks.delete(pathname)
      return end(response, 200)
    case 'POST':
      if (lock !== undefined && idOf(lock) !== searchParams.get('ID')) return end(response, 409, lock)
      states.set(pathname, body)
      return end(response, 200)
    default: return end(response, 405)
  }
}

function idOf(lock: string): unknown {
  const { ID } = JSON.parse(lock) as { readonly ID: unknown }
  return ID
}

function end(response: ServerResponse, status: number, body = ''): void {
  response.writeHead(status).end(body)
}
