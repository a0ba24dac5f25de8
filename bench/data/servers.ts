import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { freePorts } from '../../src/demo/servers/free-ports.js'
import { startPostgresServer } from '../../src/demo/servers/postgres-server.js'
import { ProcessTable } from '../../src/demo/servers/process-table.js'
import { serverUser } from '../../src/demo/servers/server-user.js'
import { postgresBinaries } from '../../src/app/setup/programs.js'
import type { DatabaseEndpoint, Side } from '../../src/ports/data-mover.js'

/** Two PostgreSQL servers of this bench's own on loopback, one a side. */
export interface BenchServers {
  readonly binaries: string
  endpoint(side: Side, database: string): DatabaseEndpoint
  stop(): Promise<void>
}

export async function startServers(): Promise<BenchServers> {
  const binaries = postgresBinaries()
  if (!binaries) throw new Error('the programs of PostgreSQL are missing')
  const directory = mkdtempSync(join(tmpdir(), 'qy-bench-'))
  // The servers run as another user, each in a folder of its own below.
  chmodSync(directory, 0o755)
  const processes = new ProcessTable(join(directory, 'processes.json'))
  const user = serverUser()
  const ports = await freePorts(2)
  const start = (name: Side, port: number) =>
    startPostgresServer({ name, port, directory: join(directory, name), binaries, user, adminRole: 'migr', password: 'bench', processes })
  const source = await start('source', ports[0]!)
  const target = await start('target', ports[1]!)
  return {
    binaries,
    endpoint: (side, database) => (side === 'source' ? source : target).endpoint(database),
    async stop() {
      await Promise.all([source.stop(), target.stop()])
      rmSync(directory, { recursive: true, force: true })
    },
  }
}

export async function connectTo(endpoint: DatabaseEndpoint): Promise<pg.Client> {
  const client = new pg.Client(endpoint)
  client.on('error', () => undefined)
  await client.connect()
  return client
}

export async function execute(endpoint: DatabaseEndpoint, sql: string): Promise<void> {
  const client = await connectTo(endpoint)
  await client.query(sql).finally(() => client.end())
}
