import { isRecord, namePath, textAt, type DataPath } from '../data-path.js'
import type { Finding } from '../finding.js'
import { shortPlace, type Entry, type PlaceData } from '../place-data.js'

/** What the records of a list are told apart by, where it is not their id. */
const keys: Readonly<Record<string, string>> = { 'endpoints.systems': 'system', 'sites.sites': 'site', 'sites.promoted': 'system', waves: 'no' }

/** Ids that occur twice: in a list of the place, across its files, or in a list inside one record. */
export function duplicateIds(data: PlaceData): Finding[] {
  return [...data.entries].flatMap(([list, entries]) => {
    return [...repeated(list, keys[list] ?? 'id', entries), ...entries.flatMap((entry) => nestedDuplicates(entry, entry.path, entry.record))]
  })
}

function repeated(list: string, key: string, entries: readonly Entry[]): Finding[] {
  const first = new Map<unknown, Entry>()
  return entries.flatMap((entry) => {
    const id = entry.record[key]
    if (typeof id !== 'string' && typeof id !== 'number') return []
    const earlier = first.get(id)
    if (earlier !== undefined) return [duplicate(list, key, id, entry, earlier)]
    first.set(id, entry)
    return []
  })
}

function duplicate(list: string, key: string, id: string | number, entry: Entry, earlier: Entry): Finding {
  const first = shortPlace(earlier.file.locate([...earlier.path, key], 'value'))
  return { code: 'INV_DUPLICATE_ID', params: { list, id, first }, file: entry.file, path: [...entry.path, key], part: 'value' }
}

function nestedDuplicates(entry: Entry, path: DataPath, record: object): Finding[] {
  return Object.entries(record).flatMap(([key, items]) => {
    if (!Array.isArray(items)) return []
    const nested = items.flatMap((item: unknown, index) => (isRecord(item) && textAt(item, 'id') !== undefined
      ? [{ list: key, record: item, file: entry.file, path: [...path, key, index] }]
      : []))
    const list = namePath(entry.file.value, [...path, key])
    return [...repeated(list, 'id', nested), ...nested.flatMap((item) => nestedDuplicates(item, item.path, item.record))]
  })
}
