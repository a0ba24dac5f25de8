import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

export type Direction = 'toServer' | 'toClient'

/**
 * A line in front of a server that can be bad: slow, long, broken, or dead without a word. What is set holds for the connections that are open
 * and for those that come; all connections of a direction share its rate, as they share a real line.
 */
export interface TcpProxy {
  readonly port: number
  /** Bytes that went through, all connections together. */
  readonly passed: Readonly<Record<Direction, number>>
  delay(milliseconds: number, ...directions: Direction[]): void
  throttle(bytesPerSecond: number, ...directions: Direction[]): void
  /** Accepts and forwards nothing. What comes meanwhile is not lost, as TCP would send it again: it goes on after `heal`. */
  blackHole(...directions: Direction[]): void
  /** Resets every connection, and every new one. */
  cut(): void
  /** Calls `fault` when exactly so many bytes more have gone through in a direction. */
  after(bytes: number, direction: Direction, fault: () => void): void
  /** Ends every fault. Connections that were cut stay so. */
  heal(): void
  close(): Promise<void>
}

interface Line {
  delay: number
  bytesPerSecond: number
  silent: boolean
  passed: number
  /** Time at which the line has sent all it took. */
  free: number
  fault: { readonly at: number; readonly call: () => void } | undefined
}

const whole = (): Line => ({ delay: 0, bytesPerSecond: Infinity, silent: false, passed: 0, free: 0, fault: undefined })

export async function startProxy(target: { readonly host?: string; readonly port: number }): Promise<TcpProxy> {
  const lines: Record<Direction, Line> = { toServer: whole(), toClient: whole() }
  const sockets = new Set<Socket>()
  let isCut = false
  const keep = (socket: Socket) => {
    sockets.add(socket)
    socket.setNoDelay(true)
    socket.on('error', () => undefined)
    socket.on('close', () => sockets.delete(socket))
  }
  const server = createServer({ allowHalfOpen: true }, (client) => {
    keep(client)
    if (isCut) return void client.resetAndDestroy()
    const there = connect({ host: target.host ?? '127.0.0.1', port: target.port, allowHalfOpen: true })
    keep(there)
    void pump(client, there, lines.toServer)
    void pump(there, client, lines.toClient)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const set = (directions: readonly Direction[], change: Partial<Line>) => {
    for (const direction of directions.length > 0 ? directions : (['toServer', 'toClient'] as const)) Object.assign(lines[direction], change)
  }
  const cut = () => {
    isCut = true
    for (const socket of sockets) socket.resetAndDestroy()
  }
  return {
    port: (server.address() as AddressInfo).port,
    passed: { get toServer() { return lines.toServer.passed }, get toClient() { return lines.toClient.passed } },
    delay: (milliseconds, ...directions) => set(directions, { delay: milliseconds }),
    throttle: (bytesPerSecond, ...directions) => set(directions, { bytesPerSecond }),
    blackHole: (...directions) => set(directions, { silent: true }),
    cut,
    after: (bytes, direction, call) => { lines[direction].fault = { at: lines[direction].passed + bytes, call } },
    heal() {
      isCut = false
      set([], { delay: 0, bytesPerSecond: Infinity, silent: false, fault: undefined })
    },
    async close() {
      cut()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** One direction of one connection, until either end is gone. */
async function pump(from: Socket, to: Socket, line: Line): Promise<void> {
  try {
    for await (const chunk of from.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) await pass(chunk, to, line)
    to.end()
  } catch {
    to.destroy()
  }
}

async function pass(chunk: Buffer, to: Socket, line: Line): Promise<void> {
  await untilDue(line, chunk.length)
  while (line.silent && !to.destroyed) await pause(5)
  const before = line.fault ? Math.min(chunk.length, line.fault.at - line.passed) : chunk.length
  await send(chunk.subarray(0, before), to, line)
  if (!line.fault || line.passed < line.fault.at) return
  const { call } = line.fault
  line.fault = undefined
  call()
  if (before < chunk.length) await pass(chunk.subarray(before), to, line)
}

async function untilDue(line: Line, size: number): Promise<void> {
  const start = Math.max(performance.now(), line.free)
  line.free = start + (size / line.bytesPerSecond) * 1_000
  const wait = line.free + line.delay - performance.now()
  if (wait > 0) await pause(wait)
}

async function send(chunk: Buffer, to: Socket, line: Line): Promise<void> {
  await new Promise<void>((resolve, reject) => { to.write(chunk, (error) => (error ? reject(error) : resolve())) })
  line.passed += chunk.length
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => { setTimeout(resolve, milliseconds) })
}
