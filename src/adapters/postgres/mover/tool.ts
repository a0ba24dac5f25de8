import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { DiagnosticError, problem } from '../../../diagnostics/diagnostic.js'
import { milliseconds } from '../../../model/duration.js'
import type { Clock } from '../../../ports/clock.js'
import type { DatabaseEndpoint } from '../../../ports/data-mover.js'

export interface ToolCall {
  /** Folder of the program; null: wherever PATH has it. */
  readonly binaries: string | null
  readonly tool: 'pg_dump' | 'pg_restore' | 'pgcopydb'
  readonly args: readonly string[]
  readonly environment: NodeJS.ProcessEnv
  readonly signal: AbortSignal
  /** Asked five times a second: as long as it says so the program and its workers stand still. */
  readonly hold?: { readonly clock: Clock; readonly paused: () => boolean }
}

/** The tool runs in a process group of its own, so that ending it ends its workers and nothing else. Resolves with what it printed. */
export async function runTool(call: ToolCall): Promise<string> {
  const folder = call.binaries ?? 'PATH'
  const child = spawn(call.binaries === null ? call.tool : join(call.binaries, call.tool), [...call.args], {
    env: { PATH: process.env.PATH, LC_ALL: 'C', ...call.environment }, detached: true, stdio: ['ignore', 'pipe', 'pipe'],
  })
  const output: Buffer[] = []
  let tail = ''
  child.stdout.on('data', (chunk: Buffer) => { output.push(chunk) })
  child.stderr.on('data', (chunk: Buffer) => { tail = (tail + chunk.toString('utf8')).slice(-2_000) })
  const kill = () => { if (child.pid) signalGroup(child.pid, 'SIGTERM', 'SIGCONT') }
  call.signal.addEventListener('abort', kill)
  if (call.signal.aborted) kill()
  const ended = new AbortController()
  if (call.hold && child.pid) void holdGroup(child.pid, call.hold, ended.signal)
  return new Promise<string>((resolve, reject) => {
    child.once('error', (cause) => reject(new DiagnosticError(problem('MOVE_TOOL_MISSING', { tool: call.tool, folder }, { cause }))))
    child.once('close', (code, signal) => {
      if (code === 0) return resolve(Buffer.concat(output).toString('utf8'))
      reject(new DiagnosticError(problem('MOVE_TOOL_FAILED', { tool: call.tool, status: code ?? signal ?? 'unknown', detail: tail.trim() })))
    })
  }).finally(() => {
    ended.abort()
    call.signal.removeEventListener('abort', kill)
  })
}

/** Where libpq's programs connect. The password goes by environment; `settings` are those of the sessions. */
export function connectionEnvironment(endpoint: DatabaseEndpoint, application: string, settings: readonly string[] = []): NodeJS.ProcessEnv {
  const all = ['statement_timeout=0', 'log_statement=none', 'log_min_error_statement=panic', ...settings]
  return {
    PGCONNECT_TIMEOUT: '10',
    PGHOST: endpoint.host, PGPORT: String(endpoint.port), PGUSER: endpoint.user, PGPASSWORD: endpoint.password, PGDATABASE: endpoint.database,
    PGAPPNAME: application, PGOPTIONS: all.map((setting) => `-c ${setting}`).join(' '),
  }
}

async function holdGroup(pid: number, { clock, paused }: NonNullable<ToolCall['hold']>, ended: AbortSignal): Promise<void> {
  let held = false
  while (!ended.aborted) {
    if (paused() !== held) {
      held = !held
      signalGroup(pid, held ? 'SIGSTOP' : 'SIGCONT')
    }
    await clock.sleep(milliseconds(200), ended)
  }
}

/** A group that stands still hears of its end only when it goes on. */
function signalGroup(pid: number, ...signals: readonly NodeJS.Signals[]): void {
  try {
    for (const signal of signals) process.kill(-pid, signal)
  } catch {
    // Ended by itself in the meantime.
  }
}
