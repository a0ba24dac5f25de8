import { DiagnosticError, problem } from '../../diagnostics/diagnostic.js'
import type { DatabaseEndpoint } from '../../ports/data-mover.js'

/** Errors our own SQL raises; the letters are outside of every class PostgreSQL uses. */
export const STALE_WORKER = 'QY001'
export const DOOR_NOT_CLEAR = 'QY002'
export const SWITCH_CHANGED = 'QY003'

/** Why a connection was not made, in the words of the catalog. The password is in none of them. */
export function connectionProblem(error: unknown, { host, port, database, user }: DatabaseEndpoint, place: string): unknown {
  const where = { place, host, port, database, user }
  const state = codeOf(error)
  if (state === '28P01' || state === '28000') return new DiagnosticError(problem('MOVE_LOGIN_REFUSED', where, { cause: error }))
  if (state === '3D000') return new DiagnosticError(problem('MOVE_DATABASE_MISSING', where, { cause: error }))
  if (state === '42501') return new DiagnosticError(problem('MOVE_NOT_SUPERUSER', where, { cause: error }))
  return new DiagnosticError(problem('MOVE_UNREACHABLE', { ...where, detail: detailOf(error) }, { cause: error }))
}

/** The driver's own error when a server has not answered within `answerTimeout`. */
export function isSilence(error: unknown): boolean {
  return error instanceof Error && error.message === 'Query read timeout'
}

export function statementProblem(error: unknown): unknown {
  const detail = detailOf(error)
  if (codeOf(error) === STALE_WORKER) return new DiagnosticError(problem('MOVE_STALE_WORKER', { detail }, { cause: error }))
  if (codeOf(error) === DOOR_NOT_CLEAR) return new DiagnosticError(problem('MOVE_DOOR_NOT_CLEAR', { detail }, { cause: error }))
  if (codeOf(error) === SWITCH_CHANGED) return new DiagnosticError(problem('MOVE_SWITCH_TAKEN_OVER', {}, { cause: error }))
  return error
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}

/** Node gives several tries of one host name as an AggregateError without a message. */
function detailOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(detailOf).join('; ')
  return error instanceof Error ? error.message : String(error)
}
