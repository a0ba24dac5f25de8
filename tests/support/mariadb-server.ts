import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { chownSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import mysql from 'mysql2/promise'
import type { DatabaseEndpoint } from '../../src/ports/data-mover.js'
import { freePort } from './free-port.js'

/** A real MariaDB server of its own on loopback, administrator `migr` with a password, removed by `stop`. */
export interface MariadbServer {
  readonly host: string
  readonly port: number
  readonly folder: string
  /** The data directory. */
  readonly data: string
  readonly socket: string
  endpoint(database: string): DatabaseEndpoint
  /** Statements as the administrator on a connection of their own; `null`: without a default database. */
  query<R extends object>(database: string | null, sql: string, values?: readonly unknown[]): Promise<R[]>
  /** SIGTERM shuts down, SIGKILL is a crash. */
  halt(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>
  start(): Promise<void>
  stop(): Promise<void>
}

const password = 'mover-test-password'

/** Settings are those of mariadbd by their long names without dashes in front: `{ server_id: '2', log_bin: 'binlog', 'skip-log-bin': '' }`. */
export async function startMariadb(settings: Readonly<Record<string, string>> = {}): Promise<MariadbServer> {
  const folder = mkdtempSync(join(tmpdir(), 'qianyun-mariadb-'))
  const account = unprivilegedAccount()
  if (account) chownSync(folder, account.uid, account.gid)
  const data = join(folder, 'data')
  const socket = join(folder, 'socket')
  initialise(folder, data, account)
  const port = await freePort()
  let server: ChildProcess | undefined

  const endpoint = (database: string): DatabaseEndpoint => ({ host: '127.0.0.1', port, database, user: 'migr', password })
  const start = async () => {
    // A server that starts removes the temporary tables it finds in its folder for them: those of another server, were it shared.
    const places = { port: String(port), socket, datadir: data, tmpdir: folder, 'pid-file': join(folder, 'pid') }
    const all: Readonly<Record<string, string>> = { ...defaults, ...places, ...settings }
    const flags = Object.entries(all).map(([name, value]) => (value === '' ? `--${name}` : `--${name}=${value}`))
    const log = process.env.QIANYUN_TEST_SERVER_LOG ? 'inherit' : 'ignore'
    server = spawn('/usr/sbin/mariadbd', ['--no-defaults', ...flags], { ...account, cwd: folder, stdio: ['ignore', 'ignore', log] })
    await untilReady({ host: '127.0.0.1', port, user: 'migr', password }, server)
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
    host: '127.0.0.1', port, folder, data, socket, endpoint, start, halt,
    query: (database, sql, values) => queryOnce({ host: '127.0.0.1', port, user: 'migr', password, ...(database === null ? {} : { database }) }, sql, values),
    async stop() {
      await halt('SIGKILL')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const defaults = {
  'bind-address': '127.0.0.1', server_id: '1', log_bin: 'binlog', binlog_format: 'ROW', log_slave_updates: '1', relay_log: 'relay', relay_log_recovery: '1',
  innodb_buffer_pool_size: '64M', innodb_log_file_size: '32M', aria_pagecache_buffer_size: '8M', key_buffer_size: '1M', max_connections: '100',
  character_set_server: 'utf8mb4', performance_schema: 'OFF', skip_name_resolve: '1', lc_messages_dir: '/usr/share/mysql', log_warnings: '1',
}

/** MariaDB refuses to run as root; Debian's package brings the account it runs as. */
function unprivilegedAccount(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined
  const id = (flag: string) => Number(execFileSync('id', [flag, 'mysql'], { encoding: 'utf8' }))
  return { uid: id('-u'), gid: id('-g') }
}

/** The administrator is made by mariadbd itself in bootstrap mode, so that there is no moment without a password. */
function initialise(folder: string, data: string, account: { uid: number; gid: number } | undefined): void {
  const flags = ['--no-defaults', `--datadir=${data}`, '--auth-root-authentication-method=normal', '--skip-test-db', '--skip-name-resolve']
  execFileSync('/usr/bin/mariadb-install-db', flags, { ...account, stdio: 'ignore', cwd: folder })
  const grant = `GRANT ALL PRIVILEGES ON *.* TO 'migr'@'%' IDENTIFIED BY '${password}' WITH GRANT OPTION`
  const input = ['FLUSH PRIVILEGES', grant, `DELETE FROM mysql.global_priv WHERE User = ''`].map((statement) => `${statement};\n`).join('')
  const bootstrap = ['--no-defaults', '--bootstrap', `--datadir=${data}`, '--skip-log-bin', '--log-error=bootstrap.log']
  execFileSync('/usr/sbin/mariadbd', bootstrap, { ...account, cwd: folder, input, stdio: ['pipe', 'ignore', 'ignore'] })
}

async function untilReady(options: mysql.ConnectionOptions, server: ChildProcess): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return void (await queryOnce(options, 'SELECT 1'))
    } catch (error) {
      if (attempt > 400 || server.exitCode !== null) throw error
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
}

async function queryOnce<R extends object>(options: mysql.ConnectionOptions, sql: string, values?: readonly unknown[]): Promise<R[]> {
  const connection = await mysql.createConnection({ ...options, multipleStatements: true, supportBigNumbers: true, charset: 'utf8mb4_bin' })
  connection.on('error', () => undefined)
  try {
    const [rows] = await connection.query(sql, values ? [...values] : undefined)
    return (Array.isArray(rows) ? rows : []) as R[]
  } finally {
    await connection.end()
  }
}
