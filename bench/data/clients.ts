import { parentPort, workerData } from 'node:worker_threads'
import pg from 'pg'
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

/** How soon a client that was refused tries the other side. */
const RETRY_MS = 10

const insert = { name: 'insert', text: 'INSERT INTO biz.entry (number, client, note) VALUES (nextval($1), $2, $3) RETURNING id::text' }
const update = { name: 'update', text: 'UPDATE biz.entry SET note = note || $2 WHERE id = $1' }

/** A thread of its own: the clients' work must not stand in the way of the program that moves their data. Ends at the first message. */
if (parentPort) {
  const port = parentPort
  const written: Written[] = []
  let running = true
  port.once('message', () => { running = false })
  const order = workerData as ClientsOrder
  await Promise.all(Array.from({ length: order.clients }, (_, client) => keepWriting(order, client, written, () => running)))
  port.postMessage(written)
}

async function keepWriting({ sides, clients, rate }: ClientsOrder, client: number, written: Written[], running: () => boolean): Promise<void> {
  const every = (clients * 1_000) / rate
  let session: pg.Client | undefined
  let side: Side = 'source'
  let next = performance.now() + client * (1_000 / rate)
  while (running()) {
    await until(next)
    next = Math.max(next + every, performance.now() - every)
    try {
      session ??= await connected(sides[side])
      const { rows } = await session.query<{ id: string }>({ ...insert, values: ['biz.document_number', client, 'written'] })
      written.push({ id: rows[0]!.id, at: performance.timeOrigin + performance.now() })
      if (written.length % 4 === 0) await session.query({ ...update, values: [rows[0]!.id, '!'] })
    } catch {
      void session?.end().catch(() => undefined)
      session = undefined
      side = side === 'source' ? 'target' : 'source'
      next = performance.now() + RETRY_MS
    }
  }
  await session?.end()
}

async function connected(endpoint: DatabaseEndpoint): Promise<pg.Client> {
  const session = new pg.Client({ ...endpoint, connectionTimeoutMillis: 2_000 })
  session.on('error', () => undefined)
  await session.connect()
  return session
}

async function until(time: number): Promise<void> {
  const wait = time - performance.now()
  if (wait > 0) await new Promise((resolve) => { setTimeout(resolve, wait) })
}
