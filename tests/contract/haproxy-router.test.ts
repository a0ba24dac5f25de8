import { Agent, get } from 'node:http'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHaproxyRouter } from '../../src/adapters/haproxy/index.js'
import { milliseconds } from '../../src/model/duration.js'
import type { RouteSide } from '../../src/ports/router.js'
import { routerContract } from '../../src/ports/router.contract.js'
import type { Haproxy } from '../support/haproxy.js'
import { haproxyMissing, startHaproxy } from '../support/haproxy.js'
import type { HttpService } from '../support/http-service.js'
import { startHttpService } from '../support/http-service.js'

const route = { backend: 'app', source: 'old', target: 'new', dr: 'dr' }
const missing = haproxyMissing()

if (missing !== undefined) {
  console.warn(`The HAProxy router was NOT tested: ${missing}`)
  describe.skip(`HAProxy router: ${missing}`, () => { it('is skipped', () => {}) })
} else {
  routerContract('the HAProxy adapter', startBench)
  describe('the HAProxy adapter', itsOwnTests)
}

async function startServices(): Promise<{ old: HttpService; new: HttpService; dr: HttpService; haproxy: Haproxy; stop(): Promise<void> }> {
  const services = {
    old: await startHttpService((request, response) => { if (request.url !== '/slow') response.end('source') }),
    new: await startHttpService((_, response) => { response.end('target') }),
    dr: await startHttpService((_, response) => { response.end('dr') }),
  }
  const haproxy = await startHaproxy({ old: services.old.port, new: services.new.port, dr: services.dr.port })
  return { ...services, haproxy, stop: async () => void (await Promise.all([haproxy.stop(), services.old.stop(), services.new.stop(), services.dr.stop()])) }
}

async function startBench() {
  const { haproxy, stop } = await startServices()
  const router = createHaproxyRouter({ socket: haproxy.socket })
  // Connections are kept alive, as an application's own clients keep theirs.
  const agent = new Agent({ keepAlive: true })
  return {
    router,
    route,
    request: () => request(haproxy.port, '/', agent),
    async stop() {
      agent.destroy()
      await router.close()
      await stop()
    },
  }
}

function request(port: number, path: string, agent?: Agent): Promise<RouteSide | 'refused'> {
  return new Promise((resolve) => {
    get({ host: '127.0.0.1', port, path, ...(agent && { agent }) }, (response) => {
      let body = ''
      response.on('data', (text: Buffer) => { body += text.toString() })
      response.on('end', () => resolve(body === 'source' || body === 'target' || body === 'dr' ? body : 'refused'))
      response.on('error', () => resolve('refused'))
    }).on('error', () => resolve('refused'))
  })
}

function itsOwnTests(): void {
  let services: Awaited<ReturnType<typeof startServices>>
  const routerAt = (socket: string) => createHaproxyRouter({ socket, timeout: milliseconds(300) })
  const code = (name: string) => ({ diagnostics: [expect.objectContaining({ code: name })] })
  beforeAll(async () => { services = await startServices() })
  afterAll(() => services?.stop())

  it('cuts requests that are still on the old side', async () => {
    const slow = request(services.haproxy.port, '/slow')
    await new Promise((resolve) => { setTimeout(resolve, 100) })

    await routerAt(services.haproxy.socket).switchTo(route, 'target')

    expect(await slow).toBe('refused')
  })

  it('switches in a few milliseconds', async () => {
    const router = routerAt(services.haproxy.socket)
    await router.current(route)
    const times: number[] = []
    for (let round = 0; round < 50; round++) {
      const startedAt = performance.now()
      await router.switchTo(route, round % 2 === 0 ? 'source' : 'target')
      times.push(performance.now() - startedAt)
    }
    times.sort((a, b) => a - b)

    console.log(`switch: median ${times[25]!.toFixed(2)} ms, worst ${times[49]!.toFixed(2)} ms of 50`)
    expect(times[25]).toBeLessThan(20)
  })

  it('says that the socket is not there', async () => {
    await expect(routerAt(join(services.haproxy.directory, 'none.sock')).current(route)).rejects.toMatchObject(code('ROUTER_SOCKET_MISSING'))
  })

  it('says that nobody listens on the socket', async () => {
    await expect(routerAt(join(services.haproxy.directory, 'haproxy.cfg')).current(route)).rejects.toMatchObject(code('ROUTER_NOT_LISTENING'))
  })

  it('says that the socket may not change anything', async () => {
    await expect(routerAt(services.haproxy.userSocket).switchTo(route, 'source')).rejects.toMatchObject(code('ROUTER_NOT_ALLOWED'))
  })

  it('names the backend that HAProxy does not have', async () => {
    const router = routerAt(services.haproxy.socket)

    await expect(router.switchTo({ ...route, backend: 'nope' }, 'source')).rejects.toMatchObject(code('ROUTER_UNKNOWN_BACKEND'))
    await expect(router.current({ ...route, backend: 'app;show info' })).rejects.toMatchObject(code('ROUTER_UNKNOWN_BACKEND'))
  })

  it('names the server that the backend does not have and the one that was meant', async () => {
    const reading = routerAt(services.haproxy.socket).current({ ...route, target: 'nwe' })

    const params = { backend: 'app', server: 'nwe', servers: 'old, new, dr' }
    await expect(reading).rejects.toMatchObject({ diagnostics: [{ code: 'ROUTER_UNKNOWN_SERVER', suggestion: 'new', params }] })
  })

  it('gives up on a socket that never answers', async () => {
    const path = join(services.haproxy.directory, 'mute.sock')
    const mute = createServer(() => {})
    await new Promise<void>((resolve) => { mute.listen(path, resolve) })

    await expect(routerAt(path).current(route)).rejects.toMatchObject(code('ROUTER_TIMEOUT'))
    mute.close()
  })
}
