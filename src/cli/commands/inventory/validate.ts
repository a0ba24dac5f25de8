import { rootFor } from '../../../app/inventory/root.js'
import { validatePlaces } from '../../../app/inventory/validate-places.js'
import { exitCodeFor } from '../../exit.js'
import type { Io } from '../../io.js'
import { printDiagnosticLines } from '../../views/diagnostics.json.js'
import { showValidation } from '../../views/inventory-validate.human.js'

export interface ValidateArgs {
  readonly places?: readonly string[]
  readonly json?: boolean
}

/** `qianyun inventory validate [place...] [--json]`: 0 when clean, 3 when a file is wrong, 2 for a place that does not exist. */
export async function run({ places = [], json = false }: ValidateArgs, io: Io): Promise<number> {
  const root = rootFor(io.cwd)
  const validation = await validatePlaces(root, places)
  if (json) printDiagnosticLines(validation.diagnostics, root, io)
  else showValidation(validation, root, io)
  return exitCodeFor(validation.diagnostics)
}
