import { createInterface } from 'node:readline'
import { execa } from 'execa'

export interface ToolCall {
  readonly program: string
  readonly parameters: readonly string[]
  readonly folder: string
  readonly environment: NodeJS.ProcessEnv
  readonly signal: AbortSignal | undefined
  readonly onLine: (line: string) => void
}

export interface ToolEnd {
  /** Null when a signal ended it. */
  readonly exit: number | null
  /** The last lines of the error output: all there is to go by after a crash. */
  readonly errors: string
  readonly interrupted: boolean
}

/** Everything a tool writes is its user's alone: state, plans and the provider's files hold what nobody else should read. */
const WITH_UMASK = 'umask 077 && exec "$@"'

/** Characters kept of the error output, enough for the head of a Go panic. */
const KEPT = 8_000

/**
 * Runs a tool in a process group of its own, so that a Ctrl-C in the terminal does not reach it: it would be a second interrupt beside
 * ours, and at the second one the tools leave at once without writing their state. On abort it gets one interrupt and then as long
 * as it takes: it lets running operations finish (a provider's wait can take minutes), writes the state and gives the lock back. It is
 * never killed and has no time limit. If this process dies, the tool goes on to its end by itself.
 */
export async function runTool({ program, parameters, folder, environment, signal, onLine }: ToolCall): Promise<ToolEnd> {
  if (signal?.aborted) return { exit: null, errors: '', interrupted: true }
  const child = execa('/bin/sh', ['-c', WITH_UMASK, 'qianyun', program, ...parameters], {
    cwd: folder, env: environment, extendEnv: false, detached: true, cleanup: false, stdin: 'ignore', reject: false, buffer: false, forceKillAfterDelay: false,
  })
  let errors = ''
  child.stderr.on('data', (chunk: Buffer) => { errors = (errors + chunk.toString('utf8')).slice(-KEPT) })
  const interrupt = () => void child.kill('SIGINT')
  signal?.addEventListener('abort', interrupt, { once: true })
  for await (const line of createInterface({ input: child.stdout, crlfDelay: Infinity })) onLine(line)
  const { exitCode } = await child
  signal?.removeEventListener('abort', interrupt)
  return { exit: exitCode ?? null, errors: errors.trim(), interrupted: signal?.aborted ?? false }
}
