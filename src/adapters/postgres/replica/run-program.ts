import { execa } from 'execa'
import { DiagnosticError, problem } from '../../../diagnostics/diagnostic.js'
import type { ProgramCall, ProgramResult } from '../../../ports/host.js'

/** A user of the operating system. */
export interface Account {
  readonly uid: number
  readonly gid: number
}

/** Lines of the error output that a diagnostic quotes. */
const quoted = 5

/**
 * Runs a program in a process group of its own, with an environment that holds only what is given, so that no secret of this process leaks into it,
 * and with messages in English, which are looked for in the answers.
 */
export async function runProgram({ program, parameters, environment, signal, onLine }: ProgramCall, account?: Account): Promise<ProgramResult> {
  signal?.throwIfAborted()
  const child = execa(program, parameters, {
    ...account,
    detached: true,
    cwd: '/',
    env: { PATH: process.env['PATH'] ?? '/usr/bin:/bin', LC_ALL: 'C.UTF-8', LC_MESSAGES: 'C', ...environment },
    extendEnv: false,
    stdin: 'ignore',
    reject: false,
  })
  const end = () => endGroup(child.pid)
  signal?.addEventListener('abort', end)
  child.stderr.on('data', (text: Buffer) => text.toString().split('\n').forEach((line) => onLine?.(line)))
  const result = await child
  signal?.removeEventListener('abort', end)
  if (result.code === 'ENOENT') throw new DiagnosticError(problem('REPLICA_PROGRAM_MISSING', { program }, { cause: result }))
  signal?.throwIfAborted()
  return { exit: result.exitCode ?? -1, output: result.stdout, errors: lastLines(result.stderr || result.stdout || (result.shortMessage ?? '')) }
}

/** The whole group: pg_basebackup receives WAL in a process of its own, which would go on for minutes. */
function endGroup(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGTERM')
  } catch (error) {
    // It ended by itself meanwhile.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}

function lastLines(text: string): string {
  return text.trim().split('\n').slice(-quoted).join(' | ')
}
