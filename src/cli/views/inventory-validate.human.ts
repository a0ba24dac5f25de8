import type { Validation } from '../../app/inventory/validate-places.js'
import type { Io } from '../io.js'
import { showDiagnostics } from './diagnostics.human.js'
import { inventoryWords } from './inventory-words.js'

/** The problems, then one line a place. */
export function showValidation({ places, diagnostics, sources }: Validation, root: string, io: Io): void {
  const words = inventoryWords[io.language]
  showDiagnostics({ root, diagnostics, sources }, io, 'stdout')
  for (const counts of places) {
    const { place, errors, warnings } = counts
    io.stdout(`${errors === 0 ? words.clean(place, counts) : words.wrong(place, errors)}${warnings === 0 ? '' : words.warnings(warnings)}`)
  }
}
