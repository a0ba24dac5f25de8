import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { preparePlace } from '../../app/prepare.js'
import { openRun, type OpenRun } from '../../app/run/open.js'
import { startRun, type Approved } from '../../app/run/start.js'
import { randomIds, systemClock } from '../../app/run/system.js'
import { DiagnosticError, problem } from '../../diagnostics/diagnostic.js'
import type { FaultPoint } from '../../model/fault-points.js'
import { CITY } from '../city/place-files.js'
import { startCity, type City } from '../city/start-city.js'
import { systemsFor } from '../city/systems.js'
import { ProcessTable } from '../servers/process-table.js'
import { filesBelow } from '../servers/files-below.js'
import { stopServersBelow } from '../servers/stop-servers-below.js'
import type { DemoEvent, DemoStage } from './demo-events.js'
import type { DemoResult } from './demo-result.js'
import { moveEverybody, type MoveLog } from './move-everybody.js'
import { proveAll } from './prove-all.js'
import { superviseWorker, type WorkerSupervisor } from './supervise-worker.js'
import { writeDemoReport } from './write-report.js'

export interface DemoOptions {
  /** Everything the demo writes but the report; emptied at the start and at the end. */
  readonly directory: string
  readonly reportFile: string
  readonly seed: number
  readonly scale: number
  readonly writesPerSecond: number
  /** Called with the result while the city still runs, which is stopped when it ends. */
  readonly lookAround: (result: DemoResult) => Promise<void>
  /** One worker after the other kills itself at the next of these points. */
  readonly killWorkerAt: readonly FaultPoint[]
  readonly tell: (event: DemoEvent) => void
  /** Ctrl-C: everything is stopped, nothing is left behind. */
  readonly signal: AbortSignal
}

/** What the later stages need of the earlier ones. */
export interface DemoContext {
  readonly options: DemoOptions
  readonly city: City
  readonly approved: Approved
  readonly open: OpenRun
  readonly run: string
  readonly worker: WorkerSupervisor
  readonly startedAt: number
}

/** The whole flow on a city made for it: inventory → assessment → plan → stacks → run → verdict → report. */
export async function runDemo(options: DemoOptions): Promise<DemoResult> {
  const startedAt = systemClock.now()
  const leave = await enter(options)
  const stops: (() => Promise<void>)[] = []
  try {
    const superuser = process.getuid?.() === 0
    if (!superuser) options.tell({ type: 'say', stage: 'setup', line: 'not root: the system with files is left out, for the owners of files are root\'s to give' })
    const city = await stage(options, 'city', () => startCity({ ...options, systems: systemsFor(superuser), say: say(options, 'city') }))
    stops.push(() => city.stop())
    const approved = await decide(options, city)
    const open = await openRun({ root: city.root, place: CITY, stateDirectory: stateDirectory(options), databaseUrl: undefined })
    stops.push(() => open.stopDatabase(), () => open.close())
    const worker = superviseWorker({
      root: city.root, place: CITY, stateDirectory: stateDirectory(options), log: join(options.directory, 'logs', 'worker.log'), processes: city.processes, killAt: options.killWorkerAt,
      onLost: (how) => options.tell({ type: 'say', stage: 'run', line: `worker ended (${how}); a new one goes on` }),
    })
    stops.push(() => worker.stop())
    const run = await startRun(open, approved, { operator: 'demo', pace: 'now', clock: systemClock, ids: randomIds })
    const context = { options, city, approved, open, run, worker, startedAt }
    const log: MoveLog = await stage(options, 'run', () => moveEverybody(context))
    const proved = await stage(options, 'verdict', () => proveAll(context, log))
    const result = await stage(options, 'report', () => writeDemoReport(context, proved))
    await options.lookAround(result)
    return result
  } catch (error) {
    if (!options.signal.aborted) keepLogs(options)
    throw error
  } finally {
    for (const stop of stops.reverse()) await stop().catch(() => undefined)
    await leave()
  }
}

/** The pure stages, one after the other: they take well under a second together. */
async function decide(options: DemoOptions, city: City): Promise<Approved> {
  const approved = await stage(options, 'inventory', () => preparePlace(city.root, CITY, { seed: options.seed, stacksFolder: join(options.directory, 'stacks') }))
  const { assessment, plan, stacks } = approved
  await stage(options, 'assessment', async () => undefined, `${assessment.decisions.length} systems decided, ${assessment.findings.length} findings`)
  await stage(options, 'plan', async () => undefined, `${plan.waves.length} waves, hash ${plan.hash.slice(7, 19)}`)
  await stage(options, 'stacks', async () => undefined, `${stacks?.stacks.length ?? 0} stacks, ${stacks?.findings.length ?? 0} gate findings`)
  return approved
}

export function stateDirectory(options: DemoOptions): string {
  return join(options.directory, 'state')
}

/** One demo at a time; what an earlier, killed one left is stopped and removed first. */
async function enter({ directory, tell }: DemoOptions): Promise<() => Promise<void>> {
  const lock = join(directory, 'demo.pid')
  const owner = existsSync(lock) ? Number(readFileSync(lock, 'utf8')) : 0
  if (owner !== process.pid && isDemo(owner)) throw new DiagnosticError(problem('SETUP_DEMO_RUNNING', { pid: owner, directory }))
  const left = await new ProcessTable(join(directory, 'processes.json')).sweep()
  await stopServersBelow(directory)
  if (left.length > 0) tell({ type: 'say', stage: 'setup', line: `stopped what an earlier demo left: ${left.join(', ')}` })
  rmSync(directory, { recursive: true, force: true })
  mkdirSync(directory, { recursive: true, mode: 0o755 })
  writeFileSync(lock, String(process.pid))
  return async () => {
    // A control database that was started but could not be opened is known to its folder alone.
    await stopServersBelow(directory)
    rmSync(directory, { recursive: true, force: true })
  }
}

/** The logs of a failed demo are all that is left of it: they are kept beside the report. */
function keepLogs({ directory, reportFile, tell }: DemoOptions): void {
  const kept = join(dirname(reportFile), 'demo-failed')
  rmSync(kept, { recursive: true, force: true })
  for (const path of filesBelow(directory).filter((one) => one.endsWith('.log'))) {
    const copy = join(kept, relative(directory, path))
    mkdirSync(dirname(copy), { recursive: true })
    copyFileSync(path, copy)
  }
  tell({ type: 'say', stage: 'run', line: `logs: ${kept}` })
}

function isDemo(pid: number): boolean {
  try {
    return pid > 0 && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('demo')
  } catch {
    return false
  }
}

async function stage<T>({ tell, signal }: DemoOptions, name: DemoStage, work: () => Promise<T>, detail?: string): Promise<T> {
  signal.throwIfAborted()
  tell({ type: 'stage', stage: name, status: 'started' })
  try {
    const result = await work()
    tell({ type: 'stage', stage: name, status: 'done', ...(detail ? { detail } : {}) })
    return result
  } catch (error) {
    tell({ type: 'stage', stage: name, status: 'failed', detail: error instanceof Error ? error.message : String(error) })
    throw error
  }
}

function say({ tell }: DemoOptions, stage: DemoStage): (line: string) => void {
  return (line) => tell({ type: 'say', stage, line })
}
