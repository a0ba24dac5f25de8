import { resolve, join } from 'node:path'
import { tmpdir } from 'node:os'
import { setUp } from '../../app/setup/install.js'
import type { DemoResult } from '../../demo/flow/demo-result.js'
import { runDemo } from '../../demo/flow/run-demo.js'
import { DiagnosticError, hasErrors, problem } from '../../diagnostics/diagnostic.js'
import { suggest } from '../../diagnostics/suggest.js'
import { faultPoints, type FaultPoint } from '../../model/fault-points.js'
import { EXIT } from '../exit.js'
import type { Io } from '../io.js'
import { showDemoResult } from '../views/demo-result.human.js'
import { demoView } from '../views/demo-view.js'
import { demoWords } from '../views/demo-words.js'

export interface DemoArgs {
  readonly json?: boolean
  readonly seed: number
  readonly scale: number
  readonly keep?: boolean
  readonly killWorkerAt?: string
}

/** The demo's writes a second over all systems. */
const WRITES_PER_SECOND = 200

/** `qianyun demo`: 0 only when every promise held. Ctrl-C or a closed terminal stops everything it started. */
export async function run({ json = false, seed, scale, keep = false, killWorkerAt }: DemoArgs, io: Io): Promise<number> {
  refuseBadNumbers(seed, scale)
  const points = faultPointsOf(killWorkerAt)
  const { diagnostics } = await setUp((line) => io.stderr(line))
  if (hasErrors(diagnostics)) throw new DiagnosticError(...diagnostics)
  const view = demoView(io)
  const interrupted = new AbortController()
  const interrupt = () => interrupted.abort()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, interrupt)
  try {
    const directory = demoDirectory()
    const lookAround = async (result: DemoResult) => {
      await view.end()
      if (json) io.stdout(JSON.stringify(result))
      else showDemoResult(result, io)
      if (!keep) return
      io.stderr(demoWords[io.language].kept(directory))
      await aborted(interrupted.signal)
    }
    const result = await runDemo({
      directory, reportFile: resolve(io.cwd, '.qianyun', 'demo-report.html'), seed, scale, writesPerSecond: WRITES_PER_SECOND, killWorkerAt: points,
      tell: view.tell, signal: interrupted.signal, lookAround,
    })
    return result.promises.every(({ held }) => held) ? EXIT.done : EXIT.gate
  } catch (error) {
    await view.end()
    if (!interrupted.signal.aborted) throw error
    throw new DiagnosticError(problem('DEMO_INTERRUPTED', { command: 'npm run demo' }))
  } finally {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.off(signal, interrupt)
  }
}

/** One folder a user; short, because HAProxy's socket lies in it and a socket's path has 107 bytes at most. */
function demoDirectory(): string {
  return process.env['QIANYUN_DEMO_DIRECTORY'] ?? join(tmpdir(), `qianyun-demo-${process.getuid?.() ?? 0}`)
}

/** Names of fault points with commas between them; one that there is not would kill nobody and prove nothing. */
function faultPointsOf(names: string | undefined): readonly FaultPoint[] {
  return (names?.split(',') ?? []).map((name) => {
    const known = faultPoints.find((point) => point === name)
    if (known) return known
    const suggestion = suggest(name, faultPoints)
    throw new DiagnosticError(problem('CLI_BAD_FLAG', { detail: `--kill-worker-at ${name}: ${faultPoints.join(', ')}`, command: 'demo' }, suggestion ? { suggestion } : {}))
  })
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => (signal.aborted ? resolve() : signal.addEventListener('abort', () => resolve(), { once: true })))
}

function refuseBadNumbers(seed: number, scale: number): void {
  if (!Number.isSafeInteger(seed) || seed < 0) throw new DiagnosticError(problem('CLI_BAD_FLAG', { detail: `--seed ${seed}`, command: 'demo' }))
  if (!(scale > 0 && scale <= 100)) throw new DiagnosticError(problem('CLI_BAD_FLAG', { detail: `--scale ${scale}`, command: 'demo' }))
}
