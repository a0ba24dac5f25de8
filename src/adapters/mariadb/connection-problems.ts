import { DiagnosticError, problem } from '../../diagnostics/diagnostic.js'
import type { DatabaseEndpoint } from '../../ports/data-mover.js'

/** Errors our own SQL raises by `SIGNAL SQLSTATE`; the letters are outside of every class the server uses. */
export const STALE_WORKER = 'QY001'
export const DOOR_NOT_CLEAR = 'QY002'
export const SWITCH_CHANGED = 'QY003'

/** Why a connection was not made, in the words of the catalog. The password is in none of them. */
export function connectionProblem(error: unknown, { host, port, database, user }: DatabaseEndpoint, place: string): unknown {
  if (error instanceof DiagnosticError) return error
  const where = { place, host, port, database, user }
  const code = codeOf(error)
  if (code === 'ER_ACCESS_DENIED_ERROR' || code === 'ER_ACCOUNT_HAS_BEEN_LOCKED' || errorNumber(error) === 4151) {
    return new DiagnosticError(problem('MOVE_LOGIN_REFUSED', where, { cause: error }))
  }
  if (code === 'ER_SPECIFIC_ACCESS_DENIED_ERROR') {
    const privileges = /need \(at least one of\) the (.+) privilege/.exec(detailOf(error))?.[1] ?? 'SUPER'
    return new DiagnosticError(problem('MOVE_NOT_ADMINISTRATOR', { place, host, port, user, privileges }, { cause: error }))
  }
  if (code === 'ER_BAD_DB_ERROR') return new DiagnosticError(problem('MOVE_DATABASE_MISSING', where, { cause: error }))
  return new DiagnosticError(problem('MOVE_UNREACHABLE', { ...where, detail: detailOf(error) }, { cause: error }))
}

/** The driver's own error when a server has not answered within `answerTimeout`. */
export function isSilence(error: unknown): boolean {
  return codeOf(error) === 'PROTOCOL_SEQUENCE_TIMEOUT'
}

export function statementProblem(error: unknown): unknown {
  // The driver keeps the statement beside its error, and statements of ours carry passwords.
  if (error instanceof Error && 'sql' in error) delete error.sql
  const detail = detailOf(error)
  const state = sqlState(error)
  if (state === STALE_WORKER) return new DiagnosticError(problem('MOVE_STALE_WORKER', { detail }, { cause: error }))
  if (state === DOOR_NOT_CLEAR) return new DiagnosticError(problem('MOVE_DOOR_NOT_CLEAR', { detail }, { cause: error }))
  if (state === SWITCH_CHANGED) return new DiagnosticError(problem('MOVE_SWITCH_TAKEN_OVER', {}, { cause: error }))
  return error
}

/** The server's number of an error, however it was wrapped: 1205 a lock wait that ran out, 1094 no such connection, … */
export function errorNumber(error: unknown): number | undefined {
  const inner = error instanceof DiagnosticError ? error.cause : error
  return inner instanceof Error && 'errno' in inner && typeof inner.errno === 'number' ? inner.errno : undefined
}

function sqlState(error: unknown): string | undefined {
  return error instanceof Error && 'sqlState' in error && typeof error.sqlState === 'string' ? error.sqlState : undefined
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}

/** Node gives several tries of one host name as an AggregateError without a message. */
function detailOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(detailOf).join('; ')
  return error instanceof Error ? error.message : String(error)
}
