import { readFile, realpath } from 'node:fs/promises'
import { join } from 'node:path'
import { milliseconds } from '../../model/duration.js'
import { urlOf } from './address.js'
import { ControlDatabaseError } from './error.js'
import type { Layout } from './layout.js'
import { poll } from './poll.js'
import { probe } from './probe.js'
import { isAlive } from './start-lock.js'

export interface RunningServer {
  readonly pid: number
  readonly port: number
}

/** The server that serves the data folder now: it runs, answers our password and names this folder; undefined when there is none. */
export async function findRunning(layout: Layout, password: string): Promise<RunningServer | undefined> {
  // 1200 x 50 ms = 1 min for a server that is still starting, recovering or stopping.
  const found = await poll(milliseconds(50), 1_200, () => look(layout, password))
  if (found === undefined) throw new ControlDatabaseError('busy', { path: layout.data })
  return found === 'none' ? undefined : found
}

async function look(layout: Layout, password: string): Promise<RunningServer | 'none' | undefined> {
  const server = await readPostmasterFile(layout.data)
  if (server === undefined || !isAlive(server.pid)) return 'none'
  const answer = await probe(urlOf(server.port, password, 'postgres'))
  if (answer.state === 'starting' || server.status === 'stopping') return undefined
  if (answer.state === 'unreachable') return server.status === 'starting' ? undefined : 'none'
  if (answer.state === 'wrong_password') throw new ControlDatabaseError('wrong_password', { path: layout.password })
  const same = answer.dataDirectory !== null && (await realpath(answer.dataDirectory)) === layout.data
  return same ? server : 'none'
}

/** postmaster.pid: line 1 the process id, line 4 the port, line 8 the status (src/include/utils/pidfile.h of PostgreSQL). */
export async function readPostmasterFile(data: string): Promise<(RunningServer & { readonly status: string }) | undefined> {
  const text = await readFile(join(data, 'postmaster.pid'), 'utf8').catch(() => undefined)
  const lines = text?.split('\n') ?? []
  const [pid, port] = [Number(lines[0]), Number(lines[3])]
  return pid > 0 && port > 0 ? { pid, port, status: (lines[7] ?? '').trim() } : undefined
}
