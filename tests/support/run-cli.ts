import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const repository = fileURLToPath(new URL('../../', import.meta.url))
const main = join(repository, 'dist/src/cli/main.js')

export interface CliEnd {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
}

export interface CliOptions {
  readonly cwd?: string
  readonly env?: Readonly<Record<string, string>>
}

/** The built command, running. */
export interface RunningCli {
  readonly pid: number
  readonly ended: Promise<CliEnd>
  /** Resolves when stderr holds the text; rejects when the command ends without it. */
  said(text: string): Promise<void>
  kill(signal: NodeJS.Signals): void
}

/** Compiles the sources when the compiled ones are older. */
export function buildCli(): void {
  execFileSync(process.execPath, [join(repository, 'tools/build.mjs'), '--if-stale'], { stdio: 'inherit' })
}

export function startCli(args: readonly string[], { cwd = repository, env = {} }: CliOptions = {}): RunningCli {
  const child = spawn(process.execPath, [main, ...args], { cwd, env: { ...process.env, QIANYUN_LANG: 'en', ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
  const output = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const) child[name]!.setEncoding('utf8').on('data', (text: string) => void (output[name] += text))
  const ended = new Promise<CliEnd>((resolve) => child.once('close', (code, signal) => resolve({ code, signal, ...output })))
  return { pid: child.pid!, ended, said: (text) => said(child, output, text), kill: (signal) => void child.kill(signal) }
}

export function runCli(args: readonly string[], options: CliOptions = {}): Promise<CliEnd> {
  return startCli(args, options).ended
}

function said(child: ChildProcess, output: { readonly stdout: string; readonly stderr: string }, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const look = () => {
      if (output.stderr.includes(text)) resolve()
    }
    child.stderr!.on('data', look)
    child.once('close', () => reject(new Error(`ended without saying "${text}":\n${output.stderr}`)))
    look()
  })
}

/** A folder for one demo; not yet there, and short because HAProxy's socket lies in it. */
export function demoFolder(name: string): string {
  return join(tmpdir(), `qd-${process.pid}-${name}`)
}

/** Processes that have to do with a folder: its name stands in their arguments, their environment or as their working directory. */
export function processesOf(folder: string): readonly string[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
  return pids.flatMap((pid) => {
    const command = read(`/proc/${pid}/cmdline`).replaceAll('\0', ' ').trim()
    const traces = [command, read(`/proc/${pid}/environ`), workingDirectory(pid)]
    return command !== '' && traces.some((trace) => trace.includes(folder)) ? [`${pid} ${command}`] : []
  })
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    // Ended in the meantime, or another user's.
    return ''
  }
}

function workingDirectory(pid: string): string {
  try {
    return readlinkSync(`/proc/${pid}/cwd`)
  } catch {
    return ''
  }
}
