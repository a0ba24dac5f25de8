import { readFileSync } from 'node:fs'
import { Agent, request } from 'node:https'
import { certificateFile, type Layout } from './layout.js'

export interface Answer {
  /** 0 where nobody answers. */
  readonly status: number
  readonly body: string
}

/** The few calls that starting a cluster takes, as its administrator. */
export class ApiClient {
  readonly #agent: Agent

  constructor(layout: Layout) {
    const read = (name: string) => readFileSync(certificateFile(layout, name))
    this.#agent = new Agent({ ca: read('ca.crt'), cert: read('admin.crt'), key: read('admin.key'), keepAlive: true })
  }

  get(url: string): Promise<Answer> {
    return this.#call(url, 'GET')
  }

  /** Makes or changes an object; the text of YAML is taken as it is. */
  apply(url: string, object: object | string): Promise<Answer> {
    const body = typeof object === 'string' ? object : JSON.stringify(object)
    return this.#call(`${url}?fieldManager=local-cluster&force=true`, 'PATCH', { body, type: 'application/apply-patch+yaml' })
  }

  create(url: string, object: object): Promise<Answer> {
    return this.#call(url, 'POST', { body: JSON.stringify(object), type: 'application/json' })
  }

  close(): void {
    this.#agent.destroy()
  }

  #call(url: string, method: string, sent?: { readonly body: string; readonly type: string }): Promise<Answer> {
    const headers = sent ? { 'content-type': sent.type, 'content-length': Buffer.byteLength(sent.body) } : {}
    return new Promise((resolve) => {
      const call = request(url, { method, headers, agent: this.#agent, timeout: 10_000 }, (response) => {
        let body = ''
        response.setEncoding('utf8').on('data', (text: string) => (body += text))
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body }))
        response.on('error', () => resolve({ status: 0, body: '' }))
      })
      call.on('timeout', () => call.destroy())
      call.on('error', () => resolve({ status: 0, body: '' }))
      call.end(sent?.body)
    })
  }
}
