import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DiagnosticError, problem } from '../../../diagnostics/diagnostic.js'
import type { DatabaseEndpoint } from '../../../ports/data-mover.js'

export interface Tool {
  readonly process: ChildProcess
  /** Rejects unless the program ends with 0. */
  readonly ended: Promise<void>
}

export interface ToolCall {
  readonly program: string
  readonly binaries: string
  readonly parameters: readonly string[]
  readonly signal: AbortSignal
}

/** The program runs in a process group of its own, so that ending it ends its helpers and nothing else. */
export function startTool({ program, binaries, parameters, signal }: ToolCall): Tool {
  const child = spawn(join(binaries, program), [...parameters], { env: { PATH: process.env.PATH, LC_ALL: 'C.UTF-8' }, detached: true, stdio: 'pipe' })
  let tail = ''
  child.stderr.on('data', (chunk: Buffer) => { tail = (tail + chunk.toString('utf8')).slice(-2_000) })
  // A reader that has ended closes the pipe; why it ended is what counts.
  child.stdin.on('error', () => undefined)
  const kill = () => endGroup(child)
  signal.addEventListener('abort', kill)
  if (signal.aborted) kill()
  const ended = new Promise<void>((resolve, reject) => {
    child.once('error', (cause) => reject(new DiagnosticError(problem('MOVE_PROGRAM_MISSING', { program, folder: binaries }, { cause }))))
    child.once('close', (code, killed) => {
      if (code === 0) return resolve()
      reject(new DiagnosticError(problem('MOVE_TOOL_FAILED', { tool: program, status: code ?? killed ?? 'unknown', detail: tail.trim() })))
    })
  }).finally(() => signal.removeEventListener('abort', kill))
  ended.catch(() => undefined)
  return { process: child, ended }
}

export function endGroup({ pid }: ChildProcess, signal: NodeJS.Signals = 'SIGTERM'): void {
  try {
    if (pid) process.kill(-pid, signal)
  } catch {
    // Ended by itself in the meantime.
  }
}

/** Address and password for a program: a file that only we can read, gone afterwards. Neither stands on a command line. */
export async function withOptionFile<T>(endpoint: DatabaseEndpoint, scratch: string | undefined, work: (file: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(scratch ?? tmpdir(), 'qianyun-mariadb-'))
  const file = join(folder, 'client.cnf')
  try {
    await writeFile(file, optionFile(endpoint), { mode: 0o600 })
    return await work(file)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function optionFile({ host, port, user, password }: DatabaseEndpoint): string {
  const quoted = (value: string) => `"${value.replace(/[\\"]/g, '\\$&')}"`
  return `[client]\nprotocol=tcp\nhost=${quoted(host)}\nport=${port}\nuser=${quoted(user)}\npassword=${quoted(password)}\n`
}
