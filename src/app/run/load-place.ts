import { DiagnosticError, hasErrors, problem } from '../../diagnostics/diagnostic.js'
import type { Endpoints, Intent, Inventory } from '../../flow/inventory/schema/inventory.js'
import { readPlace } from '../inventory/read-place.js'

/** A place that a run can work with: clean files and endpoints. Throws what is wrong with it. */
export async function placeForRun(root: string, place: string): Promise<{ readonly inventory: Inventory; readonly intent: Intent; readonly endpoints: Endpoints }> {
  const { inventory, intent, endpoints, diagnostics } = await readPlace(root, place)
  if (hasErrors(diagnostics)) throw new DiagnosticError(...diagnostics)
  if (!inventory || !intent || !endpoints) throw new DiagnosticError(problem('INV_FILE_MISSING', { file: `migrations/${place}/endpoints.yaml` }))
  return { inventory, intent, endpoints }
}
