import type { Code } from '../../diagnostics/codes.js'
import { type Diagnostic, DiagnosticError, problem } from '../../diagnostics/diagnostic.js'
import type { EngineParams, EngineReason } from '../../model/engine-fault.js'
import type { ControlDatabaseParams, ControlDatabaseReason } from '../../model/control-database-fault.js'

const BY_REASON = {
  disk_full: 'ENG_CONTROL_DB_DISK_FULL',
  port_in_use: 'ENG_CONTROL_DB_PORT_IN_USE',
  no_binaries: 'ENG_CONTROL_DB_NO_BINARIES',
  no_os_user: 'ENG_CONTROL_DB_NO_OS_USER',
  no_permission: 'ENG_CONTROL_DB_NO_PERMISSION',
  wrong_password: 'ENG_CONTROL_DB_WRONG_PASSWORD',
  wrong_version: 'ENG_CONTROL_DB_WRONG_VERSION',
  not_reachable: 'ENG_CONTROL_DB_UNREACHABLE',
  busy: 'ENG_CONTROL_DB_BUSY',
  start_failed: 'ENG_CONTROL_DB_START_FAILED',
} as const satisfies Record<ControlDatabaseReason, Code>

/** The words for a control database that could not be opened. */
export function controlDatabaseProblem(fault: { readonly reason: ControlDatabaseReason; readonly params: ControlDatabaseParams }): Diagnostic {
  const { path, host, detail, ...others } = fault.params
  return problem(BY_REASON[fault.reason], { ...others, detail: [path, host, detail].filter((part) => part !== undefined).join(': ') }, { cause: fault })
}

const BY_ENGINE_REASON = {
  worker_running: 'ENG_WORKER_RUNNING',
  one_worker_per_process: 'ENG_WORKER_RUNNING',
  unknown_phase: 'ENG_PHASE_NOT_DEFINED',
  unknown_run: 'ENG_PHASE_UNKNOWN',
  unknown_step: 'ENG_STEP_UNKNOWN',
  still_active: 'ENG_PHASE_ACTIVE',
  result_too_large: 'ENG_RESULT_TOO_LARGE',
  step_timeout: 'ENG_STEP_TIMEOUT',
} as const satisfies Record<EngineReason, Code>

/** The words for what the engine refused. */
export function engineProblem(fault: { readonly reason: EngineReason; readonly params: EngineParams }): Diagnostic {
  return problem(BY_ENGINE_REASON[fault.reason], fault.params, { cause: fault })
}

/** SQLSTATEs and system errors of a server that worked a moment ago (PostgreSQL appendix A; class 08 and 57P0x: the connection is gone). */
const BY_CODE: Readonly<Record<string, ControlDatabaseReason>> = {
  '53100': 'disk_full', '53200': 'not_reachable', '53300': 'not_reachable',
  '28P01': 'wrong_password', '28000': 'wrong_password',
  '57P01': 'not_reachable', '57P02': 'not_reachable', '57P03': 'not_reachable',
  '08000': 'not_reachable', '08001': 'not_reachable', '08003': 'not_reachable', '08004': 'not_reachable', '08006': 'not_reachable',
  ECONNREFUSED: 'not_reachable', ECONNRESET: 'not_reachable', EPIPE: 'not_reachable', ETIMEDOUT: 'not_reachable', ENOTFOUND: 'not_reachable',
}

/** Runs a query of the record and names what the operator can mend; every other error is a bug and goes through. */
export async function namingFaults<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const reason = reasonOf(error)
    if (reason === undefined) throw error
    const detail = error instanceof Error ? error.message : String(error)
    throw new DiagnosticError(problem(BY_REASON[reason], { detail }, { cause: error }))
  }
}

function reasonOf(error: unknown): ControlDatabaseReason | undefined {
  if (!(error instanceof Error)) return undefined
  if ('code' in error && typeof error.code === 'string') return BY_CODE[error.code]
  // pg has no code for a connection that ends under a query, nor for one that takes too long to come.
  return /Connection terminated|timeout exceeded when trying to connect/.test(error.message) ? 'not_reachable' : undefined
}
