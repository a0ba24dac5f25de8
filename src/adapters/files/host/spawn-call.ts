import { spawn, type ChildProcessByStdio } from 'node:child_process'
import type { Readable, Writable } from 'node:stream'

export type Child = ChildProcessByStdio<Writable, Readable, Readable>

/** Lines of the error output that a diagnostic quotes. */
const QUOTED = 5

/** A program in a process group of its own, told in English and with no environment but what every program needs. */
export function startProgram(program: string, parameters: readonly string[], environment: NodeJS.ProcessEnv = {}): Child {
  const child = spawn(program, [...parameters], {
    detached: true, cwd: '/', stdio: ['pipe', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'] ?? '/usr/sbin:/usr/bin:/sbin:/bin', HOME: process.env['HOME'] ?? '/', LC_ALL: 'C', ...environment },
  })
  // A program that has ended reads no more; its exit status tells why.
  child.stdin.on('error', () => undefined)
  return child
}

export interface Ended {
  readonly exit: number
  readonly errors: string
}

/** Exit status 127 when the program cannot be started, as a shell has it. On abort the whole group ends. */
export function ending(child: Child, signal?: AbortSignal): Promise<Ended> {
  let errors = ''
  child.stderr.on('data', (chunk: Buffer) => { errors = (errors + chunk.toString('utf8')).slice(-4_000) })
  const kill = () => signalGroup(child.pid, 'SIGKILL')
  signal?.addEventListener('abort', kill)
  if (signal?.aborted) kill()
  return new Promise<Ended>((resolve) => {
    child.once('error', (error) => resolve({ exit: 127, errors: error.message }))
    child.once('close', (code) => resolve({ exit: code ?? 137, errors: lastLines(errors) }))
  }).finally(() => signal?.removeEventListener('abort', kill))
}

export function signalGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  try {
    if (pid !== undefined) process.kill(-pid, signal)
  } catch (error) {
    // It ended by itself meanwhile.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}

export function lastLines(text: string): string {
  return text.trim().split('\n').slice(-QUOTED).join(' | ')
}
