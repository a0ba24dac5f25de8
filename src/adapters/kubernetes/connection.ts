import http from 'node:http'
import https from 'node:https'
import type { KubeConfig } from '@kubernetes/client-node'
import { DiagnosticError, problem } from '../../diagnostics/diagnostic.js'
import { milliseconds, seconds } from '../../model/duration.js'
import type { Json } from '../../model/json.js'
import { lineProblem, statusProblem } from './faults.js'
import type { ClusterAccess } from './kubeconfig.js'
import { retryWait } from './retry-after.js'

export interface Question {
  readonly method: 'GET' | 'PATCH' | 'DELETE'
  /** Below the server's address, with a leading slash. */
  readonly path: string
  readonly query?: Readonly<Record<string, string | undefined>>
  readonly body?: Json
}

export interface Answer {
  readonly status: number
  readonly body: Json
}

/** One API server over lines that are kept open. What it refuses is an answer; that it does not answer, or not to us, is thrown. */
export interface Connection {
  /** Host and port, for messages. */
  readonly server: string
  ask(question: Question): Promise<Answer>
  close(): void
}

/** As long as an apply may take whose admission calls a slow webhook (10 s by default), three times over. */
const patience = seconds(30)

/** A few lines that are kept: 200 questions at once over as many new ones take 5.5 s, most of it TLS. */
const lines = { keepAlive: true, maxSockets: 16 }

/** Busy servers say when to come again; after so many times they are out of order. */
const mostAttempts = 6

/**
 * The client library's own API classes are left aside: they open a line for every request (a read on loopback: 12 ms, 4 ms over one that is kept),
 * and drop fields that their generated types do not know. From the library come the kubeconfig and everything about who asks.
 */
export function connect(config: KubeConfig, access: ClusterAccess): Connection {
  const base = new URL(config.getCurrentCluster()!.server)
  const proxied = config.getCurrentCluster()!.proxyUrl !== undefined
  const agent = base.protocol === 'http:' ? new http.Agent(lines) : new https.Agent(lines)

  /** Credentials are asked for each time: tokens of helper programs run out. */
  async function optionsFor({ method, body }: Question): Promise<https.RequestOptions> {
    const options: https.RequestOptions = { headers: {} }
    try {
      await config.applyToHTTPSOptions(options)
    } catch {
      const reason = 'its credentials cannot be read, or the program that gives them has failed'
      throw new DiagnosticError(problem('K8S_KUBECONFIG_INVALID', { file: access.kubeconfig, reason }))
    }
    const type = body === undefined ? {} : { 'content-type': 'application/apply-patch+yaml' }
    return { ...options, ...(proxied ? {} : { agent }), method, timeout: patience, headers: { ...options.headers, accept: 'application/json', ...type } }
  }

  async function once(question: Question): Promise<Received> {
    const options = await optionsFor(question)
    try {
      return await send(urlOf(base, question), options, question.body)
    } catch (cause) {
      throw new DiagnosticError(lineProblem(cause, base.host))
    }
  }

  async function ask(question: Question): Promise<Answer> {
    let waited = milliseconds(0)
    for (let attempt = 1; ; attempt += 1) {
      const { status, body, retryAfter } = await once(question)
      const wait = isBusy(status) && attempt < mostAttempts ? retryWait(retryAfter, waited) : undefined
      if (wait === undefined) return judged(status, body)
      await new Promise((resolve) => setTimeout(resolve, wait))
      waited = milliseconds(waited + wait)
    }
  }

  function judged(status: number, body: Json): Answer {
    const fault = statusProblem(status, body, { server: base.host, context: access.context })
    if (fault) throw new DiagnosticError(fault)
    return { status, body }
  }

  return { server: base.host, ask, close: () => agent.destroy() }
}

/** Too many requests at once, or a server that has only just begun to start. */
function isBusy(status: number): boolean {
  return status === 429 || status === 503
}

function urlOf(base: URL, { path, query }: Question): URL {
  const url = new URL(`${base.pathname.replace(/\/$/, '')}${path}`, base)
  for (const [name, value] of Object.entries(query ?? {})) if (value !== undefined) url.searchParams.set(name, value)
  return url
}

interface Received extends Answer {
  /** As the server wrote it. */
  readonly retryAfter: string | undefined
}

function send(url: URL, options: https.RequestOptions, body: Json | undefined): Promise<Received> {
  return new Promise((resolve, reject) => {
    const request = (url.protocol === 'http:' ? http : https).request(url, options, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk)).on('error', reject)
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, body: parsed(Buffer.concat(chunks).toString('utf8')), retryAfter: response.headers['retry-after'] })
      })
    })
    // A line that was kept open may have been closed at the far end meanwhile; every question may be asked twice.
    request.on('error', (error) => (request.reusedSocket && isReset(error) ? resolve(send(url, options, body)) : reject(error)))
    request.on('timeout', () => request.destroy(Object.assign(new Error('timeout'), { code: 'ETIMEDOUT' })))
    request.end(body === undefined ? undefined : JSON.stringify(body))
  })
}

function isReset(error: Error): boolean {
  return 'code' in error && (error.code === 'ECONNRESET' || error.code === 'EPIPE')
}

/** Something between us and the server may answer with a page instead of JSON. */
function parsed(text: string): Json {
  try {
    return JSON.parse(text) as Json
  } catch {
    return text.slice(0, 300)
  }
}
