import type { ChildProcess } from 'node:child_process'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { freePort } from './free-port.js'

export interface Haproxy {
  /** Runtime socket of level admin. */
  readonly socket: string
  /** Runtime socket of level user, which may only read. */
  readonly userSocket: string
  readonly port: number
  readonly directory: string
  stop(): Promise<void>
}

/** Why tests with HAProxy cannot run here, or undefined when they can. */
export function haproxyMissing(): string | undefined {
  return spawnSync('haproxy', ['-v']).status === 0 ? undefined : 'haproxy is not installed (apt-get install haproxy)'
}

interface Ports {
  readonly old: number
  readonly new: number
  readonly dr?: number
}

/** A real HAProxy on loopback: backend `app` with the servers `old` (in service), `new` and, where its port is given, `dr` (disabled). */
export async function startHaproxy(ports: Ports): Promise<Haproxy> {
  const directory = await mkdtemp(join(tmpdir(), 'qianyun-haproxy-'))
  const port = await freePort()
  const files = { socket: join(directory, 'admin.sock'), userSocket: join(directory, 'user.sock'), configuration: join(directory, 'haproxy.cfg') }
  await writeFile(files.configuration, configuration(files, port, ports))
  const child = spawn('haproxy', ['-f', files.configuration, '-db'], { stdio: 'ignore' })
  while (!existsSync(files.socket)) {
    if (child.exitCode !== null) throw new Error(`haproxy ended with exit code ${child.exitCode}`)
    await pause(10)
  }
  return { ...files, port, directory, stop: () => stop(child, directory) }
}

async function stop(child: ChildProcess, directory: string): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    child.kill('SIGTERM')
    await once(child, 'exit')
  }
  await rm(directory, { recursive: true, force: true })
}

function configuration(files: { socket: string; userSocket: string }, port: number, ports: Ports): string {
  return `global
  noreuseport
  stats socket ${files.socket} mode 600 level admin
  stats socket ${files.userSocket} mode 600 level user
defaults
  mode http
  timeout connect 1s
  timeout client 5s
  timeout server 5s
frontend front
  bind 127.0.0.1:${port}
  default_backend app
backend app
  server old 127.0.0.1:${ports.old}
  server new 127.0.0.1:${ports.new} disabled
${ports.dr === undefined ? '' : `  server dr 127.0.0.1:${ports.dr} disabled\n`}`
}
