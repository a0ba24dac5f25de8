import { spawn } from 'node:child_process'
import { chownSync, existsSync, mkdirSync, writeFileSync, openSync, closeSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DiagnosticError, problem } from '../../diagnostics/diagnostic.js'
import type { ProcessTable } from './process-table.js'
import { asUser, type ServerUser } from './server-user.js'
import { stopChild } from './stop-child.js'

export interface ProxiedSystem {
  readonly id: string
  readonly publicPort: number
  readonly sourcePort: number
  readonly targetPort: number | null
}

export interface HaproxySpec {
  readonly program: string
  readonly directory: string
  readonly user: ServerUser
  readonly systems: readonly ProxiedSystem[]
  readonly processes: ProcessTable
}

/** Starts HAProxy in front of every system: old server in service, new one in maintenance until its cutover. */
export async function startHaproxy(spec: HaproxySpec): Promise<{ readonly socket: string; stop(): Promise<void> }> {
  mkdirSync(spec.directory, { recursive: true, mode: 0o755 })
  if (spec.user) chownSync(spec.directory, spec.user.uid, spec.user.gid)
  const socket = join(spec.directory, 'admin.sock')
  const file = join(spec.directory, 'haproxy.cfg')
  const log = join(spec.directory, 'haproxy.log')
  writeFileSync(file, configuration(socket, spec.systems))
  const out = openSync(log, 'a')
  // In a folder of its own: HAProxy goes back to the one it was started in, which its user may be barred from.
  const child = spawn(spec.program, ['-db', '-f', file], { ...asUser(spec.user), cwd: spec.directory, stdio: ['ignore', out, out], detached: true })
  closeSync(out)
  child.unref()
  spec.processes.add('haproxy', child.pid!)
  for (let waited = 0; !existsSync(socket); waited += 20) {
    if (child.exitCode !== null || waited > 10_000) throw new DiagnosticError(problem('SETUP_SERVER_DID_NOT_START', { what: 'haproxy', detail: causeIn(readFileSync(log, 'utf8')), log }))
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  return {
    socket,
    stop: async () => {
      await stopChild(child, 'SIGTERM')
      spec.processes.remove(child.pid!)
    },
  }
}

/** HAProxy names the cause in its first alert; those that follow only say that it gives up. */
function causeIn(log: string): string {
  const lines = log.trim().split('\n')
  return lines.find((line) => line.startsWith('[ALERT]')) ?? lines.at(-1) ?? ''
}

export const backendOf = (system: string): string => `be_${system}`

function configuration(socket: string, systems: readonly ProxiedSystem[]): string {
  const head = [
    // Without it a second proxy on the same port would be let in, and each would get some of the other's requests.
    'global', '  noreuseport', `  stats socket ${socket} mode 600 level admin`, '  maxconn 2000', '',
    'defaults', '  mode http', '  timeout connect 1s', '  timeout client 60s', '  timeout server 60s', '  retries 0', '',
  ]
  return `${[...head, ...systems.flatMap(sections)].join('\n')}\n`
}

function sections({ id, publicPort, sourcePort, targetPort }: ProxiedSystem): readonly string[] {
  return [
    `frontend fe_${id}`, `  bind 127.0.0.1:${publicPort}`, `  default_backend ${backendOf(id)}`, '',
    `backend ${backendOf(id)}`, `  server source 127.0.0.1:${sourcePort}`,
    ...(targetPort === null ? [] : [`  server target 127.0.0.1:${targetPort} disabled`]), '',
  ]
}
