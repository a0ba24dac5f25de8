import pg from 'pg'
import type { DatabaseEndpoint, Side } from '../../src/ports/data-mover.js'

/** Clients that write all the time to whichever side accepts them, and note what was acknowledged. */
export interface Writers {
  /** Ids of inserted rows that were acknowledged. */
  readonly acknowledged: ReadonlySet<string>
  /** Time of every acknowledged write, ms. */
  readonly times: readonly number[]
  stop(): Promise<void>
}

export interface WriterOptions {
  readonly clients: number
  /** Writes a second of all clients together. */
  readonly rate: number
}

const insert = { name: 'insert', text: 'INSERT INTO biz.entry (writer, note) VALUES ($1, $2) RETURNING id' }
const update = { name: 'update', text: 'UPDATE biz.entry SET note = note || $2 WHERE id = $1' }

export function startWriters(app: (side: Side) => DatabaseEndpoint, { clients, rate }: WriterOptions): Writers {
  const acknowledged = new Set<string>()
  const times: number[] = []
  let running = true
  const write = async (writer: number) => {
    let client: pg.Client | undefined
    let side: Side = 'source'
    let next = performance.now() + (writer * 1_000) / rate
    while (running) {
      await until(next)
      next = Math.max(next + (clients * 1_000) / rate, performance.now() - 20)
      try {
        client ??= await connected(app(side))
        const { rows } = await client.query<{ id: string }>({ ...insert, values: [writer, 'load'] })
        acknowledged.add(rows[0]!.id)
        times.push(performance.now())
        if (Number(rows[0]!.id) % 10 === 0) await client.query({ ...update, values: [rows[0]!.id, '!'] })
      } catch {
        await client?.end().catch(() => undefined)
        client = undefined
        side = side === 'source' ? 'target' : 'source'
        next = performance.now() + 10
      }
    }
    await client?.end()
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

async function connected(endpoint: DatabaseEndpoint): Promise<pg.Client> {
  const client = new pg.Client({ ...endpoint, connectionTimeoutMillis: 2_000 })
  client.on('error', () => undefined)
  await client.connect()
  return client
}

async function until(time: number): Promise<void> {
  const wait = time - performance.now()
  if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait))
}
