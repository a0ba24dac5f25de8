import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { problem, type Diagnostic } from '../../diagnostics/diagnostic.js'
import { suggest } from '../../diagnostics/suggest.js'

/** Folders of inventory/ that are no places. */
const NOT_PLACES = new Set(['schema'])

/** The places of a root, by name: the folders of inventory/. */
export async function listPlaces(root: string): Promise<string[]> {
  const entries = await readdir(join(root, 'inventory'), { withFileTypes: true }).catch(() => [])
  return entries.filter((entry) => entry.isDirectory() && !NOT_PLACES.has(entry.name) && !entry.name.startsWith('.')).map(({ name }) => name).sort()
}

/** The places asked for, all of them when none is named; names without a folder become problems. */
export async function choosePlaces(root: string, wanted: readonly string[]): Promise<{ places: string[]; diagnostics: Diagnostic[] }> {
  const known = await listPlaces(root)
  if (known.length === 0) return { places: [], diagnostics: [problem('INV_NO_INVENTORY', { root })] }
  const chosen = [...new Set(wanted.length === 0 ? known : wanted)]
  const unknown = chosen.filter((place) => !known.includes(place))
  return { places: chosen.filter((place) => known.includes(place)), diagnostics: unknown.map((place) => unknownPlace(place, known)) }
}

function unknownPlace(place: string, known: readonly string[]): Diagnostic {
  const suggestion = suggest(place, known)
  return problem('INV_UNKNOWN_PLACE', { place, folder: `inventory/${place}`, known: known.join(', ') }, suggestion === undefined ? {} : { suggestion })
}
