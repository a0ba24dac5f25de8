import { setTimeout as sleep } from 'node:timers/promises'
import { execa } from 'execa'
import { milliseconds } from '../../model/duration.js'
import { openOutputFile, type OutputFile } from './output-file.js'

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

/** Between two looks at what the tool has said. */
const pause = milliseconds(50)

/**
 * Runs a tool in a process group of its own, so that a Ctrl-C in the terminal does not reach it: it would be a second interrupt beside
 * ours, and at the second one the tools leave at once without writing their state. On abort it gets one interrupt and then as long
 * as it takes: it lets running operations finish (a provider's wait can take minutes), writes the state and gives the lock back. It is
 * never killed and has no time limit. If this process dies, the tool goes on to its end by itself: it writes into files, for a write
 * to a pipe that nobody reads any more ends a Go program at once, with an empty state and the lock held.
 */
export async function runTool(call: ToolCall): Promise<ToolEnd> {
  const folder = call.environment['TMPDIR']
  const [output, errors] = [await openOutputFile(folder), await openOutputFile(folder)]
  try {
    return await runInto(output, errors, call)
  } finally {
    await Promise.all([output.close(), errors.close()])
  }
}

async function runInto(output: OutputFile, errorOutput: OutputFile, { program, parameters, folder, environment, signal, onLine }: ToolCall): Promise<ToolEnd> {
  if (signal?.aborted) return { exit: null, errors: '', interrupted: true }
  const child = execa('/bin/sh', ['-c', WITH_UMASK, 'qianyun', program, ...parameters], {
    cwd: folder, env: environment, extendEnv: false, detached: true, cleanup: false, reject: false, buffer: false, forceKillAfterDelay: false,
    // The library's types end at 9; it hands every descriptor on as it is.
    stdin: 'ignore', stdout: output.descriptor as 9, stderr: errorOutput.descriptor as 9,
  })
  const interrupt = () => void child.kill('SIGINT')
  signal?.addEventListener('abort', interrupt, { once: true })
  const { exitCode } = await toldUntil(child, output, onLine)
  signal?.removeEventListener('abort', interrupt)
  let errors = ''
  await errorOutput.drain((text) => { errors = (errors + text).slice(-KEPT) })
  return { exit: exitCode ?? null, errors: errors.trim(), interrupted: signal?.aborted ?? false }
}

/** Tells each line soon after it is written, the last ones when the tool has ended. */
async function toldUntil<End>(end: Promise<End>, output: OutputFile, onLine: (line: string) => void): Promise<End> {
  let isOver = false
  let open = ''
  const over = end.then(() => { isOver = true })
  const tell = (text: string): void => {
    const lines = (open + text).split(/\r?\n/)
    open = lines.pop() ?? ''
    for (const line of lines) onLine(line)
  }
  while (!isOver) {
    await output.drain(tell)
    await Promise.race([over, sleep(pause)])
  }
  await output.drain(tell)
  if (open !== '') onLine(open)
  return end
}
