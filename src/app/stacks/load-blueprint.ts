import { hasErrors, type Diagnostic } from '../../diagnostics/diagnostic.js'
import { assess } from '../../flow/assessment/assess.js'
import type { Assessment } from '../../flow/assessment/assessment.js'
import type { Intent, Inventory } from '../../flow/inventory/schema/inventory.js'
import { makeBlueprint } from '../../flow/synth/blueprint/blueprint.js'
import type { Blueprint } from '../../flow/synth/blueprint/units.js'
import { readPlace } from '../inventory/read-place.js'

export interface LoadedBlueprint {
  readonly diagnostics: readonly Diagnostic[]
  readonly sources: ReadonlyMap<string, string>
  /** Left out when the files of the place have errors. */
  readonly loaded?: { readonly inventory: Inventory; readonly intent: Intent; readonly assessment: Assessment; readonly blueprint: Blueprint }
}

/** Reads and assesses a place and draws up its stacks; nothing is written. */
export async function loadBlueprint(root: string, place: string): Promise<LoadedBlueprint> {
  const { inventory, intent, diagnostics, files } = await readPlace(root, place)
  const sources = new Map(files.map(({ path, text }) => [path, text]))
  if (!inventory || !intent || hasErrors(diagnostics)) return { diagnostics, sources }
  const assessment = assess(inventory, intent)
  return { diagnostics, sources, loaded: { inventory, intent, assessment, blueprint: makeBlueprint(inventory, assessment) } }
}
