import { DiagnosticError, problem } from '../../../diagnostics/diagnostic.js'
import type { DatabaseMove } from '../../../ports/data-mover.js'
import { copyInParallel } from '../copier/index.js'
import { copyByDump } from './copy-by-dump.js'
import { copyByPgcopydb, pgcopydbVersion } from './copy-by-pgcopydb.js'
import type { RunCopier } from './copy-work.js'
import type { MoverOptions } from './options.js'

const copiers: Readonly<Partial<Record<NonNullable<DatabaseMove['copier']>, RunCopier>>> = {
  parallel: copyInParallel, pg_dump: copyByDump, pgcopydb: copyByPgcopydb,
}

export function copierOf({ copier = 'parallel', system }: DatabaseMove): RunCopier {
  const run = copiers[copier]
  if (!run) throw new DiagnosticError(problem('MOVE_COPIER_UNFIT', { copier, system }))
  return run
}

/** Asked before anything is changed: is it there, and can it keep to what the line allows? */
export async function requireCopier(move: DatabaseMove, { throttle }: MoverOptions): Promise<void> {
  copierOf(move)
  const { copier = 'parallel', system, uplink } = move
  const rate = throttle.rate(move)
  if (copier !== 'parallel' && rate !== undefined) throw new DiagnosticError(problem('MOVE_COPIER_UNTHROTTLED', { copier, system, uplink: uplink ?? '', rate }))
  if (copier === 'pgcopydb') await pgcopydbVersion()
}
