import { hasErrors, type Diagnostic } from '../../diagnostics/diagnostic.js'
import { assess } from '../../flow/assessment/assess.js'
import type { Assessment } from '../../flow/assessment/assessment.js'
import type { Intent, Inventory } from '../../flow/inventory/schema/inventory.js'
import { makeBlueprint } from '../../flow/synth/blueprint/blueprint.js'
import type { Blueprint } from '../../flow/synth/blueprint/units.js'
import { readPlace, type PlaceOnDisk } from '../inventory/read-place.js'

export interface LoadedBlueprint {
  readonly diagnostics: readonly Diagnostic[]
  readonly sources: ReadonlyMap<string, string>
  /** As it was read, also when its files have errors. */
  readonly place: PlaceOnDisk
  /** Left out when the files of the place have errors. */
  readonly loaded?: { readonly inventory: Inventory; readonly intent: Intent; readonly assessment: Assessment; readonly blueprint: Blueprint }
}

/** Reads and assesses a place and draws up its stacks; nothing is written. */
export async function loadBlueprint(root: string, name: string): Promise<LoadedBlueprint> {
  const place = await readPlace(root, name)
  const { inventory, intent, diagnostics, files } = place
  const sources = new Map(files.map(({ path, text }) => [path, text]))
  if (!inventory || !intent || hasErrors(diagnostics)) return { diagnostics, sources, place }
  const assessment = assess(inventory, intent)
  return { diagnostics, sources, place, loaded: { inventory, intent, assessment, blueprint: makeBlueprint(inventory, assessment) } }
}
