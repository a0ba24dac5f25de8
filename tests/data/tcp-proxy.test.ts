import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { startProxy, type TcpProxy } from '../support/tcp-proxy.js'

/** A server that sends back what it gets. */
const echo = createServer((socket) => { socket.on('error', () => undefined).pipe(socket) })
let proxy: TcpProxy
beforeAll(async () => {
  await new Promise<void>((resolve) => { echo.listen(0, '127.0.0.1', resolve) })
  proxy = await startProxy({ port: (echo.address() as AddressInfo).port })
})
beforeEach(() => proxy.heal())
afterAll(async () => {
  await proxy.close()
  await new Promise((resolve) => { echo.close(resolve) })
})

interface Client {
  readonly socket: Socket
  readonly got: () => number
  readonly ended: Promise<'closed'>
}

function client(): Client {
  const socket = connect({ host: '127.0.0.1', port: proxy.port })
  let got = 0
  socket.on('error', () => undefined).on('data', (chunk: Buffer) => { got += chunk.length })
  onTestFinished(() => void socket.destroy())
  return { socket, got: () => got, ended: new Promise((resolve) => { socket.on('close', () => resolve('closed')) }) }
}

async function tookToGet(one: Client, bytes: number): Promise<number> {
  const started = performance.now()
  await expect.poll(one.got, { interval: 5, timeout: 5_000 }).toBe(bytes)
  return performance.now() - started
}

describe('a line', () => {
  test('that is whole brings everything, and the end of it', async () => {
    const one = client()
    one.socket.end(Buffer.alloc(1_000_000))

    await one.ended
    expect(one.got()).toBe(1_000_000)
  })

  test('that is long takes its delay in each direction', async () => {
    proxy.delay(60)
    const one = client()
    one.socket.write('x')

    expect(await tookToGet(one, 1)).toBeGreaterThan(110)
  })

  test('that is slow shares its rate among its connections', async () => {
    proxy.throttle(100_000, 'toServer')
    const two = [client(), client()]
    for (const one of two) one.socket.write(Buffer.alloc(20_000))

    const times = await Promise.all(two.map((one) => tookToGet(one, 20_000)))
    expect(Math.max(...times)).toBeGreaterThan(350)
  })

  test('that is dead in one direction holds what comes until it is healed', async () => {
    const one = client()
    proxy.blackHole('toClient')
    const before = proxy.passed.toServer
    one.socket.write('held')
    await expect.poll(() => proxy.passed.toServer - before).toBe(4)
    expect(one.got()).toBe(0)

    proxy.heal()

    await tookToGet(one, 4)
  })

  test('that is cut ends what is open and what comes, until it is healed', async () => {
    const open = client()
    open.socket.write('x')
    await tookToGet(open, 1)

    proxy.cut()

    expect([await open.ended, await client().ended]).toEqual(['closed', 'closed'])
    proxy.heal()
    const after = client()
    after.socket.write('y')
    await tookToGet(after, 1)
  })

  test('breaks at the very byte it was told', async () => {
    proxy.after(1_234, 'toClient', () => proxy.cut())
    const before = proxy.passed.toClient
    const one = client()
    one.socket.write(Buffer.alloc(50_000))

    await one.ended
    expect(proxy.passed.toClient - before).toBe(1_234)
  })
})
