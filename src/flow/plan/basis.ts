import { contentHash, type ContentHash } from '../../model/canonical.js'
import type { Intent, Inventory } from '../inventory/schema/inventory.js'

/** Hashes of the pieces of inventory and intent, so that a plan can say later which of them have changed. */
export function basisOf(inventory: Inventory, intent: Intent): Record<string, ContentHash> {
  const { kind: _kind, schema: _schema, place: _place, inputs: _inputs, hash: _hash, systems, ...collections } = inventory
  const open = systems.filter(({ classified }) => classified === 'none' || classified === 'internal')
  const pieces: [string, unknown][] = [
    ...Object.entries(collections), ...open.map((system) => [`systems/${system.id}`, system] as [string, unknown]),
    ['programme', intent.programme], ['calendar', intent.calendar], ['exemptions', intent.exemptions],
  ]
  return Object.fromEntries(pieces.map(([name, piece]) => [name, contentHash(piece)]))
}

/** Names of the pieces that are not what they were, in order. */
export function changedPieces(before: Readonly<Record<string, ContentHash>>, after: Readonly<Record<string, ContentHash>>): string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((name) => before[name] !== after[name]).sort()
}
