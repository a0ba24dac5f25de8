import { spawn } from 'node:child_process'
import { open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { milliseconds } from '../../model/duration.js'
import { choosePort, rememberPort, urlOf } from './address.js'
import type { Binaries } from './binaries.js'
import { childEnvironment } from './child-environment.js'
import { classifyOutput } from './classify.js'
import { ControlDatabaseError } from './error.js'
import type { Layout } from './layout.js'
import type { ServerUser } from './os-user.js'
import { poll } from './poll.js'
import { probe } from './probe.js'

/** Loopback TCP only, no socket file, and every acknowledged commit is on the disk. */
const SETTINGS = {
  listen_addresses: '127.0.0.1', unix_socket_directories: '', fsync: 'on', full_page_writes: 'on', synchronous_commit: 'on',
  shared_buffers: '32MB', max_connections: '100', max_wal_size: '256MB', log_timezone: 'UTC', timezone: 'UTC',
} as const

/** Starts the server so that it outlives this process; returns its port. */
export async function startServer(layout: Layout, binaries: Binaries, user: ServerUser, password: string): Promise<number> {
  let taken = 0
  for (let attempt = 1; ; attempt++) {
    const port = await choosePort(layout, taken > 0)
    try {
      await launch(layout, binaries, user, port, password)
      await rememberPort(layout, port)
      return port
    } catch (error) {
      const reason = error instanceof ControlDatabaseError ? error.reason : undefined
      // Another program may take the port between our look and the server's.
      if (reason === 'port_in_use' && ++taken < 3) continue
      // The sessions of a killed server end within a second or so; until then a new one may not touch the data.
      if (reason !== 'busy' || attempt === 40) throw error
      await sleep(250)
    }
  }
}

async function launch(layout: Layout, binaries: Binaries, user: ServerUser, port: number, password: string): Promise<void> {
  const identity = user === null ? {} : { uid: user.uid, gid: user.gid }
  const settings = Object.entries(SETTINGS).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const log = await open(layout.log, 'w', 0o600)
  const child = spawn(join(binaries.folder, 'bin/postgres'), ['-D', layout.data, '-p', String(port), ...settings], {
    ...identity, cwd: '/', env: childEnvironment(), detached: true, stdio: ['ignore', log.fd, log.fd],
  })
  let ended = false
  child.once('error', () => { ended = true })
  child.once('exit', () => { ended = true })
  child.unref()
  await log.close()
  await untilReady(layout, urlOf(port, password, 'postgres'), () => ended)
}

async function untilReady(layout: Layout, url: string, ended: () => boolean): Promise<void> {
  // 12000 x 25 ms = 5 min: a server that was killed first replays its log, at most 256 MB.
  const answer = await poll(milliseconds(25), 12_000, async () => {
    if (ended()) throw classifyOutput(await readFile(layout.log, 'utf8').catch(() => ''), layout.data)
    const { state } = await probe(url)
    if (state !== 'wrong_password') return state === 'ready' ? state : undefined
    // Perhaps another server took the port: then ours ends at once, and its log says so.
    await sleep(500)
    return ended() ? undefined : state
  })
  if (answer === 'wrong_password') throw new ControlDatabaseError('wrong_password', { path: layout.password })
  if (answer === undefined) throw new ControlDatabaseError('start_failed', { path: layout.data, detail: 'no answer within 5 min' })
}
