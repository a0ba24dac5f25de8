import { createMover } from '../../src/app/run/movers.js'
import { seconds } from '../../src/model/duration.js'
import type { StepContext } from '../../src/model/step.js'
import type { DatabaseMove, SwitchSession } from '../../src/ports/data-mover.js'
import { connectTo, execute, startServers, type BenchServers } from './servers.js'

const ROWS = 2_000_000
const ROUNDS = 3

/** Kinds of columns as a register has them; about 120 bytes a row. */
const schema = `
  CREATE SCHEMA biz;
  CREATE TABLE biz.entry (id bigint PRIMARY KEY, code text NOT NULL, kind int NOT NULL, amount numeric(12, 2), at timestamptz, note text);
  INSERT INTO biz.entry
    SELECT i, md5(i::text), i % 1000, (i % 100000) / 100.0, '2026-01-01'::timestamptz + i * interval '1 s', repeat('x', 30 + (i % 40)::int)
    FROM generate_series(1, ${ROWS}) i;
  VACUUM ANALYZE biz.entry`

/** Count and hash of every row's text: the usual way, one pass without buckets. */
const byText = `SELECT count(*), sum(hashtextextended(ROW(id, code, kind, amount, at, note)::text, 0)) FROM biz.entry`

/**
 * D5: rows a second of one core in the proof after a switch, sequences and catalogs included. One table: one session a side reads it, and parallel query
 * is off, so the servers use one core each at the same time. D5_base: the hash of the row's text, read the same way in the same run. Medians of
 * three, taken in turns.
 */
export async function proofFigures(): Promise<Record<string, number>> {
  const servers = await startServers()
  try {
    const move = await createDatabase(servers)
    const session = await switched(servers, move)
    try {
      const ours: number[] = []
      const base: number[] = []
      for (let round = 0; round < ROUNDS; round += 1) {
        base.push(await rateByText(move))
        ours.push(await rateOfProof(session))
      }
      return { D5: median(ours), D5_base: median(base) }
    } finally {
      await session.close()
    }
  } finally {
    await servers.stop()
  }
}

async function createDatabase(servers: BenchServers): Promise<DatabaseMove> {
  for (const side of ['source', 'target'] as const) {
    await execute(servers.endpoint(side, 'postgres'), 'CREATE DATABASE proof TEMPLATE template0')
    await execute(servers.endpoint(side, 'postgres'), 'ALTER DATABASE proof SET max_parallel_workers_per_gather = 0')
  }
  await execute(servers.endpoint('source', 'postgres'), `CREATE ROLE app_proof LOGIN`)
  const source = servers.endpoint('source', 'proof')
  for (const statement of schema.split(/;\n/)) await execute(source, statement)
  return { kind: 'postgres', system: 'proof', name: 'proof', uplink: null, appRoles: ['app_proof'], source, target: servers.endpoint('target', 'proof') }
}

async function switched(servers: BenchServers, move: DatabaseMove): Promise<SwitchSession> {
  const mover = createMover(servers.binaries)
  const context: StepContext = { signal: new AbortController().signal, attempt: 1, fence: 1, heartbeat: () => undefined }
  await mover.prepare(move, context)
  await mover.copy(move, context)
  await execute(move.target, 'VACUUM ANALYZE biz.entry')
  const session = await mover.beginSwitch(move, 'source', context)
  await session.fence()
  await session.drain(seconds(10))
  for (const step of [() => session.fixups(), () => session.snapshots(), () => session.reverse(), () => session.open()]) await step()
  return session
}

async function rateOfProof(session: SwitchSession): Promise<number> {
  const proof = await session.prove(() => undefined)
  if (proof.result !== 'pass' || proof.tables[0]?.rowsTarget !== ROWS) throw new Error(`the sides differ: ${JSON.stringify(proof)}`)
  return rate(proof.milliseconds)
}

async function rateByText({ source, target }: DatabaseMove): Promise<number> {
  const clients = await Promise.all([connectTo(source), connectTo(target)])
  const started = performance.now()
  await Promise.all(clients.map((client) => client.query(byText)))
  const rows = rate(performance.now() - started)
  await Promise.all(clients.map((client) => client.end()))
  return rows
}

const rate = (milliseconds: number): number => Math.round((ROWS * 1_000) / milliseconds)

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!
