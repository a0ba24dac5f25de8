import type { z } from 'zod'
import { makeArtifact } from '../../model/artifact.js'
import { canonicalJson, contentHash, type ContentHash } from '../../model/canonical.js'
import { collections, type CollectionName, type inventoryFile } from './schema/inventory-file.js'
import type { Calendar, Exemption, Intent, Inventory, InventoryBody, Programme } from './schema/inventory.js'

type InventoryFile = z.infer<typeof inventoryFile>

/**
 * The files of a place as one artifact. Every list is sorted, by id or else by content, and the inputs are the hashes of the lists:
 * so neither the order of files and records nor comments change the hash.
 */
export function mergeInventory(place: string, files: readonly InventoryFile[]): Inventory {
  const body = Object.fromEntries(collectionNames().map((name) => [name, sorted(files.flatMap((file): readonly object[] => file[name] ?? []))])) as InventoryBody
  const inputs = Object.fromEntries(collectionNames().filter((name) => body[name].length > 0).map((name) => [name, contentHash(body[name])]))
  return makeArtifact('inventory', place, inputs, body)
}

export function makeIntent(place: string, programme: Programme, calendar: Calendar, exemptions: readonly Exemption[]): Intent {
  const body = { programme, calendar, exemptions: sorted(exemptions) }
  const inputs: Record<string, ContentHash> = { programme: contentHash(programme), calendar: contentHash(calendar), exemptions: contentHash(body.exemptions) }
  return makeArtifact('intent', place, inputs, body)
}

export function collectionNames(): CollectionName[] {
  return (Object.keys(collections) as CollectionName[]).sort()
}

function sorted<Item extends object>(records: readonly Item[]): Item[] {
  return records.map((record) => ({ record, key: sortKey(record) })).sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)).map(({ record }) => record)
}

function sortKey(record: object): string {
  return 'id' in record && typeof record.id === 'string' ? record.id : canonicalJson(record)
}
