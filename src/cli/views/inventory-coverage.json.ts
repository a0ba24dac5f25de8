import type { CoverageReport } from '../../app/inventory/coverage.js'
import type { Io } from '../io.js'
import { showDiagnostics } from './diagnostics.human.js'

/** One object; ids only of what is missing. Problems go to stderr, so that stdout stays one object. */
export function printCoverage({ places, rows, targets, complete, diagnostics, sources }: CoverageReport, root: string, io: Io): void {
  showDiagnostics({ root, diagnostics, sources }, io)
  io.stdout(JSON.stringify({
    places: places.map(({ place, unknown, ...covered }) => ({ place, rows: idsOnly(covered.rows), targets: idsOnly(covered.targets), unknown })),
    rows, targets, complete,
  }))
}

function idsOnly({ carried, total, missing }: CoverageReport['places'][number]['rows' | 'targets']) {
  return { carried, total, missing: missing.map(({ id }) => id) }
}
