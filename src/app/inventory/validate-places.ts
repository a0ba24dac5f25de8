import { hasErrors, type Diagnostic } from '../../diagnostics/diagnostic.js'
import type { Inventory } from '../../flow/inventory/schema/inventory.js'
import { choosePlaces } from './places.js'
import { readPlace, type PlaceOnDisk } from './read-place.js'

/** What a clean place holds, in numbers. */
export interface PlaceCounts {
  readonly place: string
  readonly files: number
  readonly records: number
  readonly systems: number
  readonly facilities: number
  readonly networks: number
  readonly targets: number
  readonly errors: number
  readonly warnings: number
}

export interface Validation {
  readonly places: readonly PlaceCounts[]
  /** Of all places, each place's sorted. */
  readonly diagnostics: readonly Diagnostic[]
  /** Texts by path, for the snippets. */
  readonly sources: ReadonlyMap<string, string>
  readonly clean: boolean
}

/** Reads the places named, or all, and says everything that is wrong with them. */
export async function validatePlaces(root: string, wanted: readonly string[] = []): Promise<Validation> {
  const chosen = await choosePlaces(root, wanted)
  const read = await Promise.all(chosen.places.map((place) => readPlace(root, place)))
  const diagnostics = [...chosen.diagnostics, ...read.flatMap((place) => place.diagnostics)]
  const sources = new Map(read.flatMap(({ files }) => files.map(({ path, text }) => [path, text] as const)))
  return { places: read.map(countsOf), diagnostics, sources, clean: !hasErrors(diagnostics) }
}

function countsOf({ place, files, inventory, intent, diagnostics }: PlaceOnDisk): PlaceCounts {
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length
  return {
    place,
    files: files.length,
    records: inventory === undefined ? 0 : recordsIn(inventory),
    systems: inventory?.systems.length ?? 0,
    facilities: inventory?.facilities.length ?? 0,
    networks: inventory?.networks.length ?? 0,
    targets: intent?.programme.targets.length ?? 0,
    errors,
    warnings: diagnostics.length - errors,
  }
}

function recordsIn(inventory: Inventory): number {
  return Object.values(inventory).reduce<number>((sum, list) => sum + (Array.isArray(list) ? list.length : 0), 0)
}
