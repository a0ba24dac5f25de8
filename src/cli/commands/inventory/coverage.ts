import { coverage } from '../../../app/inventory/coverage.js'
import { rootFor } from '../../../app/inventory/root.js'
import { EXIT, exitCodeFor } from '../../exit.js'
import type { Io } from '../../io.js'
import { showCoverage } from '../../views/inventory-coverage.human.js'
import { printCoverage } from '../../views/inventory-coverage.json.js'

export interface CoverageArgs {
  readonly places?: readonly string[]
  readonly json?: boolean
}

/** `qianyun inventory coverage [place...] [--json]`: 6 when a row or a target is carried nowhere. */
export async function run({ places = [], json = false }: CoverageArgs, io: Io): Promise<number> {
  const root = rootFor(io.cwd)
  const report = await coverage(root, places)
  if (json) printCoverage(report, root, io)
  else showCoverage(report, root, io)
  return exitCodeFor(report.diagnostics) || (report.complete ? EXIT.done : EXIT.gate)
}
