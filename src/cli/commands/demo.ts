import { resolve, join } from 'node:path'
import { tmpdir } from 'node:os'
import { setUp } from '../../app/setup/install.js'
import { runDemo } from '../../demo/flow/run-demo.js'
import { DiagnosticError, hasErrors, problem } from '../../diagnostics/diagnostic.js'
import { EXIT } from '../exit.js'
import type { Io } from '../io.js'
import { showDemoResult } from '../views/demo-result.human.js'
import { demoView } from '../views/demo-view.js'

export interface DemoArgs {
  readonly json?: boolean
  readonly seed: number
  readonly scale: number
  readonly keep?: boolean
  readonly killWorkerAt?: string
}

/** The demo's writes a second over all systems. */
const WRITES_PER_SECOND = 200

/** `qianyun demo`: 0 only when every promise held. Ctrl-C stops everything it started. */
export async function run({ json = false, seed, scale, keep = false, killWorkerAt }: DemoArgs, io: Io): Promise<number> {
  refuseBadNumbers(seed, scale)
  const { diagnostics } = await setUp((line) => io.stderr(line))
  if (hasErrors(diagnostics)) throw new DiagnosticError(...diagnostics)
  const view = demoView(io)
  const interrupted = new AbortController()
  const interrupt = () => interrupted.abort()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, interrupt)
  try {
    const result = await runDemo({
      directory: demoDirectory(), reportFile: resolve(io.cwd, '.qianyun', 'demo-report.html'), seed, scale, writesPerSecond: WRITES_PER_SECOND, keep, killWorkerAt,
      tell: view.tell, signal: interrupted.signal,
    })
    await view.end()
    if (json) io.stdout(JSON.stringify(result))
    else showDemoResult(result, io)
    return result.promises.every(({ held }) => held) ? EXIT.done : EXIT.gate
  } catch (error) {
    await view.end()
    if (!interrupted.signal.aborted) throw error
    throw new DiagnosticError(problem('DEMO_INTERRUPTED', { command: 'npm run demo' }))
  } finally {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, interrupt)
  }
}

/** One folder a user; short, because HAProxy's socket lies in it and a socket's path has 107 bytes at most. */
function demoDirectory(): string {
  return process.env['QIANYUN_DEMO_DIRECTORY'] ?? join(tmpdir(), `qianyun-demo-${process.getuid?.() ?? 0}`)
}

function refuseBadNumbers(seed: number, scale: number): void {
  if (!Number.isSafeInteger(seed) || seed < 0) throw new DiagnosticError(problem('CLI_BAD_FLAG', { detail: `--seed ${seed}`, command: 'demo' }))
  if (!(scale > 0 && scale <= 100)) throw new DiagnosticError(problem('CLI_BAD_FLAG', { detail: `--scale ${scale}`, command: 'demo' }))
}
