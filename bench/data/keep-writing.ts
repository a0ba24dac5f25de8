import { parentPort, workerData, Worker } from 'node:worker_threads'
import type { DatabaseEndpoint, Side } from '../../src/ports/data-mover.js'

export interface ClientsOrder {
  /** As the application. */
  readonly sides: Readonly<Record<Side, DatabaseEndpoint>>
  readonly clients: number
  /** Writes a second, all clients together. */
  readonly rate: number
}

/** One acknowledged write: its key, and when the client had the answer, in milliseconds since 1970. */
export interface Written {
  readonly id: string
  readonly at: number
}

/** One client's session on one side. */
export interface ClientSession {
  /** Key of the new row. */
  insert(client: number): Promise<string>
  change(id: string): Promise<unknown>
  end(): Promise<unknown>
}

/** How soon a client that was refused tries the other side. */
const RETRY_MS = 10

/** Starts the clients of a module that calls `serveClients`, in a thread of their own: their work must not stand in the way of the program that moves their data. */
export function startClients(module: URL, order: ClientsOrder): { stop(): Promise<readonly Written[]> } {
  const worker = new Worker(module, { workerData: order })
  const written = new Promise<readonly Written[]>((resolve, reject) => {
    worker.once('message', (list: readonly Written[]) => resolve([...list].sort((a, b) => a.at - b.at)))
    worker.once('error', reject)
  })
  return {
    async stop() {
      worker.postMessage('stop')
      return await written
    },
  }
}

/** The thread's side: writes until the first message, then tells what was acknowledged. */
export async function serveClients(connect: (endpoint: DatabaseEndpoint) => Promise<ClientSession>): Promise<void> {
  const port = parentPort
  if (!port) return
  const written: Written[] = []
  let running = true
  port.once('message', () => { running = false })
  const order = workerData as ClientsOrder
  await Promise.all(Array.from({ length: order.clients }, (_, client) => keepWriting(order, client, connect, written, () => running)))
  port.postMessage(written)
}

async function keepWriting(
  { sides, clients, rate }: ClientsOrder, client: number, connect: (endpoint: DatabaseEndpoint) => Promise<ClientSession>, written: Written[], running: () => boolean,
): Promise<void> {
  const every = (clients * 1_000) / rate
  let session: ClientSession | undefined
  let side: Side = 'source'
  let next = performance.now() + client * (1_000 / rate)
  while (running()) {
    await until(next)
    next = Math.max(next + every, performance.now() - every)
    try {
      session ??= await connect(sides[side])
      const id = await session.insert(client)
      written.push({ id, at: performance.timeOrigin + performance.now() })
      if (written.length % 4 === 0) await session.change(id)
    } catch {
      void session?.end().catch(() => undefined)
      session = undefined
      side = side === 'source' ? 'target' : 'source'
      next = performance.now() + RETRY_MS
    }
  }
  await session?.end()
}

async function until(time: number): Promise<void> {
  const wait = time - performance.now()
  if (wait > 0) await new Promise((resolve) => { setTimeout(resolve, wait) })
}
