import { parentPort, workerData } from 'node:worker_threads'
import mysql from 'mysql2/promise'
import type { DatabaseEndpoint, Side } from '../../src/ports/data-mover.js'
import type { ClientsOrder, Written } from './clients.js'

/** How soon a client that was refused tries the other side. */
const RETRY_MS = 4

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
  let session: mysql.Connection | undefined
  let side: Side = 'source'
  let next = performance.now() + client * (1_000 / rate)
  while (running()) {
    await until(next)
    next = Math.max(next + every, performance.now() - every)
    try {
      session ??= await connected(sides[side])
      const [{ insertId }] = await session.execute<mysql.ResultSetHeader>('INSERT INTO entry (client, note) VALUES (?, ?)', [client, 'written'])
      written.push({ id: String(insertId), at: performance.timeOrigin + performance.now() })
      if (written.length % 4 === 0) await session.execute(`UPDATE entry SET note = concat(note, '!') WHERE id = ?`, [insertId])
    } catch {
      session?.destroy()
      session = undefined
      side = side === 'source' ? 'target' : 'source'
      next = performance.now() + RETRY_MS
    }
  }
  await session?.end()
}

async function connected(endpoint: DatabaseEndpoint): Promise<mysql.Connection> {
  const session = await mysql.createConnection({ ...endpoint, connectTimeout: 2_000 })
  session.on('error', () => undefined)
  return session
}

async function until(time: number): Promise<void> {
  const wait = time - performance.now()
  if (wait > 0) await new Promise((resolve) => { setTimeout(resolve, wait) })
}
