import { DiagnosticError, problem } from '../../../diagnostics/diagnostic.js'
import type { Clock } from '../../../ports/clock.js'
import type { FilesReplicaPlace } from '../../../ports/replica.js'
import { ending, startProgram } from '../host/spawn-call.js'

export interface FilesReplicaOptions {
  readonly clock: Clock
  /** Where restic keeps what it has read of repositories; nothing is kept by default. */
  readonly cacheFolder?: string
}

export interface ResticCall {
  readonly parameters: readonly string[]
  /** The folder it works in; the root by default. */
  readonly folder?: string
  readonly signal?: AbortSignal
  readonly onLine?: (line: string) => void
}

export interface ResticResult {
  readonly exit: number
  readonly lines: readonly string[]
  readonly errors: string
}

/** Messages of restic that decide what is done next; it has no exit status of its own for them before 0.17. */
export const isMissing = ({ errors }: ResticResult): boolean => errors.includes('Is there a repository at the following location?')
const isRefused = ({ errors }: ResticResult): boolean => errors.includes('wrong password or no key found')

/** The password goes by environment, and nothing of this process's own environment with it. */
export async function runRestic(place: FilesReplicaPlace, { cacheFolder }: FilesReplicaOptions, call: ResticCall): Promise<ResticResult> {
  call.signal?.throwIfAborted()
  const settings = cacheFolder === undefined ? ['--no-cache'] : ['--cache-dir', cacheFolder]
  const parameters = ['--repo', place.repository, ...settings, ...call.parameters]
  const child = startProgram('sh', ['-c', 'cd "$1" && shift && exec restic "$@"', 'qianyun', call.folder ?? '/', ...parameters], {
    RESTIC_PASSWORD: place.password, RESTIC_PROGRESS_FPS: '1',
  })
  child.stdin.end()
  const lines: string[] = []
  let rest = ''
  child.stdout.on('data', (chunk: Buffer) => {
    const parts = (rest + chunk.toString('utf8')).split('\n')
    rest = parts.pop() ?? ''
    for (const line of parts) {
      call.onLine?.(line)
      if (!line.includes('"message_type":"status"')) lines.push(line)
    }
  })
  const { exit, errors } = await ending(child, call.signal)
  call.signal?.throwIfAborted()
  if (exit === 127) throw new DiagnosticError(problem('FILES_PROGRAM_MISSING', { program: 'restic', host: 'localhost' }))
  return { exit, lines: rest === '' ? lines : [...lines, rest], errors }
}

export async function resticOrFail(place: FilesReplicaPlace, options: FilesReplicaOptions, call: ResticCall): Promise<ResticResult> {
  const result = await runRestic(place, options, call)
  if (result.exit === 0) return result
  throw failed(place, call, result)
}

export function failed(place: FilesReplicaPlace, { parameters }: ResticCall, result: ResticResult): DiagnosticError {
  const { system, repository } = place
  if (isRefused(result)) return new DiagnosticError(problem('FILES_REPOSITORY_REFUSED', { system, repository }))
  return new DiagnosticError(problem('FILES_REPLICA_FAILED', { system, command: parameters[0] ?? '', status: result.exit, detail: result.errors }))
}
