import { hasErrors, type Diagnostic } from '../../diagnostics/diagnostic.js'
import { assess } from '../../flow/assessment/assess.js'
import type { Assessment } from '../../flow/assessment/assessment.js'
import type { Intent, Inventory } from '../../flow/inventory/schema/inventory.js'
import { makeBlueprint, type BlueprintOptions } from '../../flow/synth/blueprint/blueprint.js'
import type { Blueprint } from '../../flow/synth/blueprint/units.js'
import type { StackSettings } from '../../flow/synth/settings.js'
import { readPlace, type PlaceOnDisk, type ReadOptions } from '../inventory/read-place.js'
import { promotionsOf, withoutReplica } from './promotions.js'
import { stackSettings } from './stack-settings.js'

export interface LoadedBlueprint {
  readonly diagnostics: readonly Diagnostic[]
  readonly sources: ReadonlyMap<string, string>
  /** As it was read, also when its files have errors. */
  readonly place: PlaceOnDisk
  /** Left out when the files of the place have errors. */
  readonly loaded?: {
    readonly inventory: Inventory
    readonly intent: Intent
    readonly assessment: Assessment
    readonly blueprint: Blueprint
    readonly settings: StackSettings
    /** Systems that the DR site serves: those that sites.yaml remembers, and those of this call. */
    readonly promoted: readonly string[]
  }
}

/** Reads and assesses a place and draws up its stacks, with what the switches have decided since; nothing is written. */
export async function loadBlueprint(root: string, name: string, { sitesFile, promoted: named, ...options }: BlueprintOptions & ReadOptions = {}): Promise<LoadedBlueprint> {
  const place = await readPlace(root, name, { sitesFile })
  const { inventory, intent, diagnostics, files } = place
  const sources = new Map(files.map(({ path, text }) => [path, text]))
  if (!inventory || !intent || hasErrors(diagnostics)) return { diagnostics, sources, place }
  const assessment = assess(inventory, intent)
  const { promoted, systems } = promotionsOf(place, named)
  const blueprint = makeBlueprint(inventory, assessment, { ...options, promoted: systems })
  const wrong = withoutReplica(promoted, blueprint)
  if (wrong.length > 0) return { diagnostics: [...diagnostics, ...wrong], sources, place }
  return { diagnostics, sources, place, loaded: { inventory, intent, assessment, blueprint, settings: stackSettings(place.sites), promoted: systems } }
}
