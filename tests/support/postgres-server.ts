import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { DatabaseEndpoint } from '../../src/ports/data-mover.js'

export const postgresBinaries = '/usr/lib/postgresql/15/bin'

/** A real PostgreSQL server of its own on loopback, superuser `migr` with a password, removed by `stop`. */
export interface PostgresServer {
  readonly host: string
  readonly port: number
  readonly folder: string
  endpoint(database: string): DatabaseEndpoint
  /** Statements as the superuser on a connection of their own. */
  query<R extends pg.QueryResultRow>(database: string, sql: string, values?: readonly unknown[]): Promise<R[]>
  /** Signals the server as an operator would: SIGINT fast, SIGQUIT a crash. */
  halt(signal: 'SIGINT' | 'SIGQUIT'): Promise<void>
  start(): Promise<void>
  stop(): Promise<void>
}

const password = 'mover-test-password'

/** Where a server that is not the usual one comes from and keeps its things. */
export interface ServerMake {
  readonly binaries?: string
  /** Flags of initdb behind the usual ones. */
  readonly initdb?: readonly string[]
}

export async function startPostgres(
  settings: Readonly<Record<string, string>> = {}, { binaries = postgresBinaries, initdb = [] }: ServerMake = {},
): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), 'qianyun-pg-'))
  const account = unprivilegedAccount()
  if (account) chownSync(folder, account.uid, account.gid)
  const data = join(folder, 'data')
  initialise(folder, [join(binaries, 'initdb'), '-D', data, ...usual, ...initdb], account)
  const port = await freePort()
  let server: ChildProcess | undefined

  const endpoint = (database: string): DatabaseEndpoint => ({ host: '127.0.0.1', port, database, user: 'migr', password })
  const start = async () => {
    const all = { ...defaults, port: String(port), ...settings }
    const flags = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])
    const log = process.env.QIANYUN_TEST_SERVER_LOG ? 'inherit' : 'ignore'
    server = spawn(join(binaries, 'postgres'), ['-D', data, ...flags], { ...account, stdio: ['ignore', 'ignore', log] })
    await untilReady(endpoint('postgres'))
  }
  const halt = async (signal: NodeJS.Signals) => {
    const running = server
    if (!running || running.exitCode !== null || running.signalCode !== null) return
    const ended = new Promise((resolve) => running.once('exit', resolve))
    running.kill(signal)
    await ended
  }
  await start()
  return {
    host: '127.0.0.1', port, folder, endpoint, start, halt,
    query: (database, sql, values) => queryOnce(endpoint(database), sql, values),
    async stop() {
      await halt('SIGINT')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const defaults = {
  listen_addresses: '127.0.0.1', unix_socket_directories: '', wal_level: 'logical', max_connections: '60', shared_buffers: '64MB',
  max_replication_slots: '12', max_wal_senders: '12', max_worker_processes: '16', max_logical_replication_workers: '8', log_min_messages: 'warning',
  // Several switches follow one another within seconds; by default a server starts the worker of a feed only every 5 s.
  wal_retrieve_retry_interval: '200ms',
}

/** PostgreSQL refuses to run as root; Debian's package brings the account it runs as. */
function unprivilegedAccount(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }))
  return { uid: id('-u'), gid: id('-g') }
}

const usual = ['-U', 'migr', '-A', 'scram-sha-256', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync']

function initialise(folder: string, [program = '', ...flags]: readonly string[], account: { uid: number; gid: number } | undefined): void {
  const file = join(folder, 'password')
  writeFileSync(file, password, { mode: 0o600 })
  if (account) chownSync(file, account.uid, account.gid)
  execFileSync(program, [...flags, '--pwfile', file], { ...account, stdio: 'ignore', cwd: folder })
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port'))))
    })
  })
}

async function untilReady(endpoint: DatabaseEndpoint): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return void (await queryOnce(endpoint, 'SELECT 1'))
    } catch (error) {
      if (attempt > 200) throw error
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
}

async function queryOnce<R extends pg.QueryResultRow>(endpoint: DatabaseEndpoint, sql: string, values?: readonly unknown[]): Promise<R[]> {
  const client = new pg.Client(endpoint)
  client.on('error', () => undefined)
  await client.connect()
  try {
    const result = await client.query<R>(sql, values ? [...values] : undefined)
    return result.rows
  } finally {
    await client.end()
  }
}
