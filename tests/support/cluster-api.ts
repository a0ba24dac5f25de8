import { readFileSync } from 'node:fs'
import { request } from 'node:https'
import type { Reachable } from '../../src/demo/control-plane/start-control-plane.js'

interface Answer<Body> {
  readonly status: number
  readonly body: Body
}

interface Kubeconfig {
  readonly clusters: readonly [{ readonly cluster: { readonly 'certificate-authority-data': string } }]
  readonly users: readonly [{ readonly user: { readonly 'client-certificate-data': string; readonly 'client-key-data': string } }]
}

/** Asks an API server what it says itself, past everything of ours. */
export function callApi<Body>({ kubeconfig, url }: Reachable, method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, sent?: object): Promise<Answer<Body>> {
  const { clusters: [{ cluster }], users: [{ user }] } = JSON.parse(readFileSync(kubeconfig, 'utf8')) as Kubeconfig
  const tls = { ca: decoded(cluster['certificate-authority-data']), cert: decoded(user['client-certificate-data']), key: decoded(user['client-key-data']) }
  const body = JSON.stringify(sent)
  const headers = { 'content-type': method === 'PATCH' ? 'application/merge-patch+json' : 'application/json' }
  return new Promise((resolve, reject) => {
    const call = request(`${url}${path}`, { method, ...tls, agent: false, headers }, (response) => {
      const isJson = response.headers['content-type']?.includes('json')
      let text = ''
      response.setEncoding('utf8').on('data', (part: string) => (text += part))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: (isJson ? JSON.parse(text) : text) as Body }))
    })
    call.on('error', reject)
    call.end(body)
  })
}

function decoded(text: string): Buffer {
  return Buffer.from(text, 'base64')
}

/** Asks again, five times a second, until the answer is as wanted; the test's own time limit ends it. */
export async function until<Value>(ask: () => Promise<Value>, wanted: (value: Value) => boolean): Promise<Value> {
  for (;;) {
    const value = await ask()
    if (wanted(value)) return value
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}
