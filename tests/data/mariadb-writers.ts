import mysql from 'mysql2/promise'
import type { DatabaseEndpoint, Side } from '../../src/ports/data-mover.js'
import type { WriterOptions, Writers } from './writers.js'

/** Clients that write all the time to whichever side accepts them, and note what was acknowledged. */
export function startMariadbWriters(app: (side: Side) => DatabaseEndpoint, { clients, rate }: WriterOptions): Writers {
  const acknowledged = new Set<string>()
  const times: number[] = []
  let running = true
  const write = async (writer: number) => {
    let client: mysql.Connection | undefined
    let side: Side = 'source'
    let next = performance.now() + (writer * 1_000) / rate
    while (running) {
      await until(next)
      next = Math.max(next + (clients * 1_000) / rate, performance.now() - 20)
      try {
        client ??= await connected(app(side))
        const [{ insertId }] = await client.execute<mysql.ResultSetHeader>('INSERT INTO entry (writer, note) VALUES (?, ?)', [writer, 'load'])
        acknowledged.add(String(insertId))
        times.push(performance.now())
        if (insertId % 10 === 0) await client.execute(`UPDATE entry SET note = concat(note, '!') WHERE id = ?`, [insertId])
      } catch {
        client?.destroy()
        client = undefined
        side = side === 'source' ? 'target' : 'source'
        next = performance.now() + 10
      }
    }
    await client?.end().catch(() => undefined)
  }
  const ended = Promise.all(Array.from({ length: clients }, (_, writer) => write(writer)))
  return {
    acknowledged, times,
    async stop() {
      running = false
      await ended
    },
  }
}

export async function connected(endpoint: DatabaseEndpoint): Promise<mysql.Connection> {
  const client = await mysql.createConnection({ ...endpoint, connectTimeout: 2_000, charset: 'utf8mb4_bin', supportBigNumbers: true, multipleStatements: true })
  client.on('error', () => undefined)
  return client
}

async function until(time: number): Promise<void> {
  const wait = time - performance.now()
  if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait))
}
