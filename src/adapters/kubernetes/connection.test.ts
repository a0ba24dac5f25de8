import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { KubeConfig } from '@kubernetes/client-node'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { seconds } from '../../model/duration.js'
import { connect } from './connection.js'
import { retryWait } from './retry-after.js'

/** A connection to a server that is busy so many times and says when to come again; `waits` is what is waited, without waiting. */
async function busy(times: number, retryAfter: string) {
  let asked = 0
  const server = createServer((_request, response) => {
    asked += 1
    response.writeHead(asked > times ? 200 : 429, { 'retry-after': retryAfter, 'content-type': 'application/json' }).end('{}')
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const config = new KubeConfig()
  config.loadFromClusterAndUser({ name: 'c', server: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, skipTLSVerify: true }, { name: 'u' })
  const waits: number[] = []
  const spy = vi.spyOn(globalThis, 'setTimeout').mockImplementation((resume: () => void, wait?: number) => (waits.push(wait ?? 0), setImmediate(resume) as never))
  const connection = connect(config, { kubeconfig: '', context: 'c' })
  onTestFinished(() => {
    spy.mockRestore()
    connection.close()
    server.close()
  })
  return { ask: () => connection.ask({ method: 'GET', path: '/version' }), waits, asked: () => asked }
}

describe('a server that is busy', () => {
  it('is asked again when it says', async () => {
    const { ask, waits } = await busy(2, '3')

    expect(await ask()).toMatchObject({ status: 200 })
    expect(waits).toEqual([3000, 3000])
  })

  it('is waited for half a minute at a time and a minute in all, whatever it says', async () => {
    const { ask, waits, asked } = await busy(99, '99999999999')

    await expect(ask()).rejects.toMatchObject({ diagnostics: [{ code: 'K8S_UNREACHABLE', params: { reason: 'HTTP 429' } }] })
    expect([waits, asked()]).toEqual([[30_000, 30_000], 3])
  })

  it('is asked six times at most', async () => {
    const { ask, asked } = await busy(99, '1')

    await expect(ask()).rejects.toMatchObject({ diagnostics: [{ code: 'K8S_UNREACHABLE' }] })
    expect(asked()).toBe(6)
  })

  it.each([undefined, '', 'soon', '-5', '0', '1e9', 'Wed, 21 Oct 2026 07:28:00 GMT'])('that says "%s" is asked again after a second', (header) => {
    expect(retryWait(header, seconds(0))).toBe(1000)
    expect(retryWait(header, seconds(59.5))).toBe(500)
  })
})
