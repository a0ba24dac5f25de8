import { spawn } from 'node:child_process'
import { closeSync, existsSync, openSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { startTime } from '../servers/process-table.js'
import { argumentsOf, componentNames, type ComponentName } from './components.js'
import { logFile, temporaryFolder, type Layout } from './layout.js'

interface Running {
  readonly pid: number
  /** With the pid it says which process is meant, also after the number was given again. */
  readonly started: string
}

type Table = Readonly<Partial<Record<ComponentName, Running>>>

function tableFile(folder: string): string {
  return join(folder, 'processes.json')
}

function readTable(folder: string): Table {
  const file = tableFile(folder)
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Table) : {}
}

/** By a rename: whoever stops the cluster never reads half a table. */
function writeTable(folder: string, table: Table): void {
  writeFileSync(`${tableFile(folder)}.new`, JSON.stringify(table), { mode: 0o600 })
  renameSync(`${tableFile(folder)}.new`, tableFile(folder))
}

/** In a process group of its own, so that a Ctrl-C at the terminal does not reach it, with nothing of our environment. */
export function startComponent(layout: Layout, name: ComponentName, program: string): void {
  const log = openSync(logFile(layout, name), 'a', 0o600)
  const env = { PATH: '/usr/bin:/bin', HOME: layout.folder, TMPDIR: temporaryFolder(layout) }
  const child = spawn(program, argumentsOf[name](layout), { cwd: layout.folder, env, stdio: ['ignore', log, log], detached: true })
  closeSync(log)
  // A program that cannot be started has no pid; the wait for its readiness says so.
  child.on('error', () => undefined)
  child.unref()
  if (child.pid === undefined) return
  writeTable(layout.folder, { ...readTable(layout.folder), [name]: { pid: child.pid, started: startTime(child.pid) ?? '' } })
}

export function isRunning(folder: string, name: ComponentName): boolean {
  const entry = readTable(folder)[name]
  if (entry === undefined) return false
  const started = startTime(entry.pid)
  return started === undefined ? hasThreads(entry.pid) : started === entry.started
}

/** A killed process is a zombie while its other threads still end; until the last has, its ports are taken. */
function hasThreads(pid: number): boolean {
  try {
    return readdirSync(`/proc/${pid}/task`).length > 1
  } catch {
    return false
  }
}

/** Pids of what runs, by component. */
export function runningComponents(folder: string): ReadonlyMap<ComponentName, number> {
  return new Map(componentNames.flatMap((name) => (isRunning(folder, name) ? [[name, readTable(folder)[name]!.pid] as const] : [])))
}

/** SIGTERM to one after the other, each gone before the next is asked; who is still there after 20 s is killed. */
export async function stopComponents(folder: string): Promise<void> {
  for (const name of componentNames) await end(folder, name, 'SIGTERM')
}

/** As a loss of power would, without a word. */
export async function killComponent(folder: string, name: ComponentName): Promise<void> {
  await end(folder, name, 'SIGKILL')
}

async function end(folder: string, name: ComponentName, signal: NodeJS.Signals): Promise<void> {
  const pid = runningComponents(folder).get(name)
  if (pid === undefined) return
  send(pid, signal)
  for (let waited = 0; isRunning(folder, name); waited += 20) {
    if (waited >= 20_000) send(pid, 'SIGKILL')
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch {
    // Gone in the meantime.
  }
}
