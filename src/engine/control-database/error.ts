import type { ControlDatabaseParams, ControlDatabaseReason } from '../../model/control-database-fault.js'

/** The control database cannot be opened; `reason` and `params` say why, the faces find the words. */
export class ControlDatabaseError extends Error {
  override readonly name = 'ControlDatabaseError'
  readonly reason: ControlDatabaseReason
  readonly params: ControlDatabaseParams

  constructor(reason: ControlDatabaseReason, params: ControlDatabaseParams = {}, cause?: unknown) {
    super(`control database: ${reason} ${JSON.stringify(params)}`, { cause })
    this.reason = reason
    this.params = params
  }
}

const SYSTEM_ERRORS: Readonly<Record<string, ControlDatabaseReason>> = {
  ENOSPC: 'disk_full', EDQUOT: 'disk_full', EACCES: 'no_permission', EPERM: 'no_permission', EROFS: 'no_permission',
}

/** Runs work on files below `path` and names the faults of the file system. */
export async function namingFaults<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const reason = SYSTEM_ERRORS[errorCode(error) ?? '']
    throw reason === undefined ? error : new ControlDatabaseError(reason, { path }, error)
  }
}

/** The `code` of a system or PostgreSQL error. */
export function errorCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined
  return typeof error.code === 'string' ? error.code : undefined
}
