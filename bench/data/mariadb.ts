import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import mysql from 'mysql2/promise'
import { noFaults, systemClock } from '../../src/app/run/system.js'
import { runPorts } from '../../src/app/run/worker.js'
import { findProgram } from '../../src/app/setup/programs.js'
import { longestGap } from '../../src/demo/clients/acknowledgements.js'
import { freePorts } from '../../src/demo/servers/free-ports.js'
import { startMariadbServer } from '../../src/demo/servers/mariadb-server.js'
import { ProcessTable } from '../../src/demo/servers/process-table.js'
import { serverUser } from '../../src/demo/servers/server-user.js'
import { switchOver } from '../../src/flow/run/cutover.js'
import type { StepContext } from '../../src/model/step.js'
import type { DatabaseEndpoint, DatabaseMove, DataMover, Side } from '../../src/ports/data-mover.js'
import type { RunStore } from '../../src/ports/run-store.js'
import { startClients, type Written } from './keep-writing.js'

const ROUNDS = 9
const CLIENTS = 8
const WRITES_PER_SECOND = 400
/** Between two switches: the proof has ended, the clients write as before. */
const REST_MS = 700

const DATABASE = 'bench'
const SCHEMA = `CREATE TABLE entry (id bigint AUTO_INCREMENT PRIMARY KEY, client int NOT NULL, note text,
  at timestamp(6) DEFAULT current_timestamp(6), KEY (at));
  INSERT INTO entry (client, note) SELECT 0, md5(seq) FROM seq_1_to_60000`

interface Servers {
  readonly move: DatabaseMove
  stop(): Promise<void>
}

/** D3, D3_back: the longest time in which none of the clients had a write acknowledged, around a switch there and back; medians. */
export async function mariadbFigures(): Promise<Readonly<Record<string, number>>> {
  const { move, stop } = await startServers()
  try {
    const outages = await measure(move)
    return { D3: median(outages.source), D3_max: Math.round(Math.max(...outages.source) * 10) / 10, D3_back: median(outages.target) }
  } finally {
    await stop()
  }
}

async function startServers(): Promise<Servers> {
  const directory = mkdtempSync(join(tmpdir(), 'qy-bench-mariadb-'))
  // The servers run as another user, each in a folder of its own below.
  chmodSync(directory, 0o755)
  const programs = { server: findProgram('mariadbd'), install: findProgram('mariadb-install-db') }
  if (!programs.server || !programs.install) throw new Error('the programs of MariaDB are missing')
  const shared = {
    user: serverUser(), adminRole: 'migr', password: 'bench', processes: new ProcessTable(join(directory, 'processes.json')),
    programs: { server: programs.server, install: programs.install },
  }
  const ports = await freePorts(2)
  const source = await startMariadbServer({ ...shared, name: 'source', directory: join(directory, 'source'), port: ports[0]!, serverId: 1 })
  const target = await startMariadbServer({ ...shared, name: 'target', directory: join(directory, 'target'), port: ports[1]!, serverId: 2 })
  const move: DatabaseMove = {
    kind: 'mariadb', system: DATABASE, name: DATABASE, uplink: null, appRoles: ['app@%'], source: source.endpoint(DATABASE), target: target.endpoint(DATABASE),
  }
  const account = `CREATE USER app@'%' IDENTIFIED BY 'app'; GRANT ALL ON ${DATABASE}.* TO app@'%'`
  await execute(source.endpoint('mysql'), `CREATE DATABASE ${DATABASE}; ${account}; USE ${DATABASE}; ${SCHEMA}`)
  await execute(target.endpoint('mysql'), `CREATE DATABASE ${DATABASE}`)
  return {
    move,
    async stop() {
      await Promise.all([source.stop(), target.stop()])
      rmSync(directory, { recursive: true, force: true })
    },
  }
}

/** Outages by the side that served before. Throws when an acknowledged write is missing. */
async function measure(move: DatabaseMove): Promise<Readonly<Record<Side, readonly number[]>>> {
  // The switch writes no record.
  const store = {} as Partial<RunStore> as RunStore
  const { mover } = runPorts({ store, place: 'bench', endpoints: { systems: [] }, binaries: '', faults: noFaults, environment: process.env })
  await mover.prepare(move, context(1))
  await mover.copy(move, context(1))
  const clients = startClients(new URL('./mariadb-clients.js', import.meta.url), { sides: { source: asApp(move.source), target: asApp(move.target) }, clients: CLIENTS, rate: WRITES_PER_SECOND })
  const switches: { readonly from: Side; readonly fencedAt: number; readonly openedAt: number }[] = []
  try {
    for (let number = 0; number < 2 * ROUNDS; number += 1) {
      await pause(REST_MS)
      switches.push(await switchFrom(mover, move, number % 2 === 0 ? 'source' : 'target', number + 2))
    }
    await pause(REST_MS)
  } finally {
    await clients.stop()
    await mover.finish(move, context(2 * ROUNDS + 2))
  }
  const written = await clients.stop()
  await refuseLost(move.source, written)
  const outages = (from: Side) => switches.filter((one) => one.from === from).map(({ fencedAt, openedAt }) => longestGap(written, fencedAt, openedAt + 200))
  return { source: outages('source'), target: outages('target') }
}

async function switchFrom(mover: DataMover, move: DatabaseMove, from: Side, fence: number) {
  const request = { move, from, router: null, route: null, onOpen: async () => undefined }
  const { opened, proof } = await switchOver({ mover, clock: systemClock, faults: noFaults }, request, context(fence))
  if (proof.result !== 'pass') throw new Error(`the sides differ: ${JSON.stringify(proof)}`)
  console.error(`mariadb ${from === 'source' ? 'forward ' : 'rollback'} ${JSON.stringify(opened.timings)}`)
  return { from, fencedAt: opened.fencedAt, openedAt: opened.openedAt }
}

async function refuseLost(endpoint: DatabaseEndpoint, written: readonly Written[]): Promise<void> {
  const rows = await execute(endpoint, 'SELECT id FROM entry') as readonly { readonly id: number }[]
  const present = new Set(rows.map(({ id }) => String(id)))
  const lost = written.filter(({ id }) => !present.has(id)).length
  console.error(`mariadb: ${written.length} writes acknowledged, ${lost} lost`)
  if (lost > 0) throw new Error(`${lost} acknowledged writes were lost`)
}

async function execute({ host, port, user, password, database }: DatabaseEndpoint, sql: string): Promise<unknown> {
  const connection = await mysql.createConnection({ host, port, user, password, database, multipleStatements: true })
  const [result] = await connection.query(sql).finally(() => connection.end())
  return result
}

const asApp = (endpoint: DatabaseEndpoint): DatabaseEndpoint => ({ ...endpoint, user: 'app', password: 'app' })

function context(fence: number): StepContext {
  return { signal: new AbortController().signal, attempt: 1, fence, heartbeat: () => undefined }
}

function median(values: readonly number[]): number {
  return Math.round([...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]! * 10) / 10
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => { setTimeout(resolve, milliseconds) })
}
