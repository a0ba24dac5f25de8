import { execa } from 'execa'
import { DiagnosticError, problem } from '../../../diagnostics/diagnostic.js'
import type { ProgramCall, ProgramResult } from './host.js'

/** A user of the operating system. */
export interface Account {
  readonly uid: number
  readonly gid: number
}

/** Lines of the error output that a diagnostic quotes. */
const quoted = 5

/**
 * Runs a program with an environment that holds only what is given, so that no secret of this process leaks into it,
 * and with messages in English, which are looked for in the answers.
 */
export async function runProgram({ program, parameters, environment, signal, onLine }: ProgramCall, account?: Account): Promise<ProgramResult> {
  const child = execa(program, parameters, {
    ...account,
    ...(signal && { cancelSignal: signal }),
    cwd: '/',
    env: { PATH: process.env['PATH'] ?? '/usr/bin:/bin', LC_ALL: 'C.UTF-8', LC_MESSAGES: 'C', ...environment },
    extendEnv: false,
    stdin: 'ignore',
    reject: false,
  })
  if (onLine) await forEachLine(child.iterable({ from: 'stderr' }), onLine)
  const result = await child
  if (result.code === 'ENOENT') throw new DiagnosticError(problem('REPLICA_PROGRAM_MISSING', { program }, { cause: result }))
  signal?.throwIfAborted()
  return { exit: result.exitCode ?? -1, output: result.stdout, errors: lastLines(result.stderr || result.stdout || (result.shortMessage ?? '')) }
}

async function forEachLine(lines: AsyncIterable<unknown>, onLine: (line: string) => void): Promise<void> {
  for await (const line of lines) onLine(String(line))
}

function lastLines(text: string): string {
  return text.trim().split('\n').slice(-quoted).join(' | ')
}
