import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { DiagnosticError, problem } from '../../../diagnostics/diagnostic.js'
import type { DatabaseEndpoint } from '../../../ports/data-mover.js'

export interface ToolCall {
  readonly binaries: string
  readonly tool: 'pg_dump' | 'pg_restore'
  readonly args: readonly string[]
  readonly endpoint: DatabaseEndpoint
  readonly application: string
  readonly signal: AbortSignal
}

/** The tool runs in a process group of its own, so that ending it ends its workers and nothing else. The password goes by environment. */
export function runTool(call: ToolCall): Promise<void> {
  const child = spawn(join(call.binaries, call.tool), [...call.args], { env: environment(call), detached: true, stdio: ['ignore', 'ignore', 'pipe'] })
  let tail = ''
  child.stderr.on('data', (chunk: Buffer) => { tail = (tail + chunk.toString('utf8')).slice(-2_000) })
  const kill = () => { if (child.pid) endGroup(child.pid) }
  call.signal.addEventListener('abort', kill)
  if (call.signal.aborted) kill()
  return new Promise<void>((resolve, reject) => {
    child.once('error', (cause) => reject(new DiagnosticError(problem('MOVE_TOOL_MISSING', { tool: call.tool, folder: call.binaries }, { cause }))))
    child.once('close', (code, signal) => {
      if (code === 0) return resolve()
      reject(new DiagnosticError(problem('MOVE_TOOL_FAILED', { tool: call.tool, status: code ?? signal ?? 'unknown', detail: tail.trim() })))
    })
  }).finally(() => call.signal.removeEventListener('abort', kill))
}

function environment({ endpoint, application }: ToolCall): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH, LC_ALL: 'C', PGCONNECT_TIMEOUT: '10',
    PGHOST: endpoint.host, PGPORT: String(endpoint.port), PGUSER: endpoint.user, PGPASSWORD: endpoint.password, PGDATABASE: endpoint.database,
    PGAPPNAME: application, PGOPTIONS: '-c statement_timeout=0 -c log_statement=none -c log_min_error_statement=panic',
  }
}

function endGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGTERM')
  } catch {
    // Ended by itself in the meantime.
  }
}
