import { chmodSync, chownSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { createFailover } from '../../src/app/dr/failovers.js'
import { noFaults } from '../../src/app/run/system.js'
import { runPorts } from '../../src/app/run/worker.js'
import { postgresBinaries } from '../../src/app/setup/programs.js'
import { freePorts } from '../../src/demo/servers/free-ports.js'
import { startPostgresServer } from '../../src/demo/servers/postgres-server.js'
import { ProcessTable } from '../../src/demo/servers/process-table.js'
import { serverUser } from '../../src/demo/servers/server-user.js'
import type { StepContext } from '../../src/model/step.js'
import type { DatabaseReplicaPlace } from '../../src/ports/replica.js'
import type { RunStore } from '../../src/ports/run-store.js'
import type { Figures } from '../main.js'

const ROUNDS = 5
const WRITERS = 4
const SQL = 'CREATE TABLE bill (id bigserial PRIMARY KEY, note text NOT NULL); INSERT INTO bill (note) SELECT md5(n::text) FROM generate_series(1, 200000) n'

/** D7: a primary under load is killed, then from the call of failover to the first accepted write on the DR site; median. Detection and fence come before the call. */
export async function failoverFigures(): Promise<Figures> {
  const bed = await startBed()
  const times: number[] = []
  try {
    for (let round = 1; round <= ROUNDS; round++) {
      const { rtoMs, rpoMs } = await loseAndTakeOver(bed)
      times.push(rtoMs)
      const back = await bed.failover.failback(bed.place, bed.context())
      console.error(`failover ${round}: ${rtoMs} ms, lost ${rpoMs} ms; back by ${back.method} in ${back.milliseconds} ms, outage ${back.outageMs} ms`)
    }
  } finally {
    await bed.stop()
  }
  times.sort((a, b) => a - b)
  return { D7: times[Math.floor(times.length / 2)]!, D7_max: times.at(-1)! }
}

interface Bed {
  readonly place: DatabaseReplicaPlace
  readonly failover: ReturnType<typeof createFailover>
  context(): StepContext
  stop(): Promise<void>
}

async function startBed(): Promise<Bed> {
  const binaries = postgresBinaries()
  if (!binaries) throw new Error('the programs of PostgreSQL are missing')
  const directory = mkdtempSync(join(tmpdir(), 'qy-bench-'))
  chmodSync(directory, 0o755)
  const user = serverUser()
  const site = join(directory, 'dr')
  mkdirSync(site)
  if (user) chownSync(site, user.uid, user.gid)
  const [primaryPort = 0, port = 0, drillPort = 0] = await freePorts(3)
  const spec = { name: 'primary', port: primaryPort, directory: join(directory, 'primary'), binaries, user, adminRole: 'migr', password: 'bench' }
  const server = await startPostgresServer({ ...spec, processes: new ProcessTable(join(directory, 'processes.json')) })
  await execute(server.endpoint('postgres'), 'CREATE DATABASE app')
  await execute(server.endpoint('app'), SQL)
  const place: DatabaseReplicaPlace = {
    kind: 'postgres', system: 'bench', primary: server.endpoint('app'), appRoles: [], host: '127.0.0.1', port, drillPort, binaries,
    dataDirectory: join(site, 'replica'), primaryDataDirectory: join(directory, 'primary', 'data'),
  }
  const context = contexts()
  const { replica } = runPorts({ store: {} as Partial<RunStore> as RunStore, place: 'bench', endpoints: { systems: [] }, binaries, faults: noFaults, environment: process.env })
  await replica.build(place, context())
  return {
    place, context, failover: createFailover(),
    async stop() {
      for (const data of [place.primaryDataDirectory!, place.dataDirectory]) await end(data, 'SIGQUIT')
      rmSync(directory, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
    },
  }
}

function contexts(): () => StepContext {
  let fence = 0
  return () => ({ signal: new AbortController().signal, attempt: 1, fence: ++fence, heartbeat: () => undefined })
}

/** The writers go on until the server is gone under them. */
async function loseAndTakeOver({ place, failover, context }: Bed) {
  const writers = Array.from({ length: WRITERS }, () => writeUntilCut(place))
  await pause(1_500)
  await end(place.primaryDataDirectory!, 'SIGKILL')
  await Promise.all(writers)
  const { primary } = await failover.fence(place, context())
  if (primary !== 'unreachable') throw new Error('the primary was to be lost')
  return failover.failover(place, context())
}

async function writeUntilCut({ primary }: DatabaseReplicaPlace): Promise<void> {
  const client = new pg.Client(primary)
  client.on('error', () => undefined)
  await client.connect()
  try {
    for (;;) await client.query(`INSERT INTO bill (note) VALUES ('load')`)
  } catch {
    await client.end().catch(() => undefined)
  }
}

async function end(data: string, signal: 'SIGKILL' | 'SIGQUIT'): Promise<void> {
  try {
    process.kill(Number(readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[0]), signal)
  } catch {
    // It was not running.
  }
  await pause(500)
}

async function execute(endpoint: DatabaseReplicaPlace['primary'], sql: string): Promise<void> {
  const client = new pg.Client(endpoint)
  await client.connect()
  await client.query(sql).finally(() => client.end())
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}
