import type { CoverageReport, PlaceCoverage } from '../../app/inventory/coverage.js'
import type { Io } from '../io.js'
import { showDiagnostics } from './diagnostics.human.js'
import { inventoryWords } from './inventory-words.js'

/** One line a place with what it lacks below, and the total last. */
export function showCoverage(report: CoverageReport, root: string, io: Io): void {
  const words = inventoryWords[io.language]
  showDiagnostics({ root, diagnostics: report.diagnostics, sources: report.sources }, io)
  for (const place of report.places) showPlace(place, io)
  io.stdout(words.total(ratio(report.rows), ratio(report.targets)))
}

function showPlace({ place, rows, targets, unknown }: PlaceCoverage, io: Io): void {
  const words = inventoryWords[io.language]
  io.stdout(words.coverage(place, ratio(rows), ratio(targets)))
  for (const { id, nameZh, nameEn } of rows.missing) io.stdout(words.missingRow(id, io.language === 'zh' ? nameZh : nameEn))
  for (const { id, task } of targets.missing) io.stdout(words.missingTarget(id, task))
  for (const ref of unknown) io.stdout(words.unknownRef(ref))
}

function ratio({ carried, total }: { readonly carried: number; readonly total: number }): string {
  return `${carried}/${total}`
}
