import { assessPlace } from '../../app/assess.js'
import { readPlace } from '../../app/inventory/read-place.js'
import { rootFor } from '../../app/inventory/root.js'
import { hasErrors } from '../../diagnostics/diagnostic.js'
import { exitCodeFor } from '../exit.js'
import type { Io } from '../io.js'
import { showAssessment } from '../views/assess.human.js'
import { printAssessment } from '../views/assess.json.js'
import { showDiagnostics } from '../views/diagnostics.human.js'

export interface AssessArgs {
  readonly place: string
  readonly json?: boolean
}

/** `qianyun assess <place> [--json]`: 0 when nothing grave is open, 3 when a file is wrong, 6 when a finding of severity block or error is open. */
export async function run({ place, json = false }: AssessArgs, io: Io): Promise<number> {
  const root = rootFor(io.cwd)
  const { inventory, intent, diagnostics } = await readPlace(root, place)
  showDiagnostics({ root, diagnostics }, io)
  if (inventory === undefined || intent === undefined || hasErrors(diagnostics)) return exitCodeFor(diagnostics)
  const assessed = assessPlace({ inventory, intent })
  if (json) printAssessment(assessed.assessment, io)
  else showAssessment(assessed.assessment, io)
  showDiagnostics({ root, diagnostics: assessed.diagnostics }, io)
  return exitCodeFor(assessed.diagnostics)
}
