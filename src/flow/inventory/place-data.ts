import type { SourceRange } from '../../diagnostics/diagnostic.js'
import { isRecord, namePath, textAt, type DataPath, type RawRecord } from './data-path.js'
import type { ParsedFile } from './parse.js'

/** One record of a list, as written, and where. */
export interface Entry {
  readonly list: string
  readonly record: RawRecord
  readonly file: ParsedFile
  readonly path: DataPath
}

/** The files of one place with their lists merged. Holds the data as written, so that a wrong field hides no other problem. */
export interface PlaceData {
  readonly place: string
  readonly files: readonly ParsedFile[]
  /** Records by list; the lists of endpoints.yaml and sites.yaml are prefixed with their file. */
  readonly entries: ReadonlyMap<string, readonly Entry[]>
}

export function placeData(place: string, files: readonly ParsedFile[]): PlaceData {
  const entries = new Map<string, Entry[]>()
  for (const entry of files.flatMap(entriesOf)) listOf(entries, entry.list).push(entry)
  return { place, files, entries }
}

function entriesOf(file: ParsedFile): Entry[] {
  if (!isRecord(file.value)) return []
  return Object.entries(file.value).flatMap(([key, items]) => {
    if (!Array.isArray(items)) return []
    const list = file.role === 'endpoints' || file.role === 'sites' ? `${file.role}.${key}` : key
    return items.flatMap((record: unknown, index) => (isRecord(record) ? [{ list, record, file, path: [key, index] }] : []))
  })
}

/** The list of a key, put there empty when it is missing. */
export function listOf<Item>(lists: Map<string, Item[]>, key: string): Item[] {
  const list = lists.get(key) ?? []
  lists.set(key, list)
  return list
}

export function entriesIn(data: PlaceData, list: string): readonly Entry[] {
  return data.entries.get(list) ?? []
}

/** The ids of a list, as far as they are text. */
export function idsIn(data: PlaceData, list: string): string[] {
  return entriesIn(data, list).flatMap(({ record }) => textAt(record, 'id') ?? [])
}

export function programmeFileOf(data: PlaceData): ParsedFile | undefined {
  return data.files.find(({ role }) => role === 'programme')
}

export function entryName({ file, path }: Entry): string {
  return namePath(file.value, path)
}

/** `file:line`, to point at the other of two records in a sentence. */
export function shortPlace({ file, line }: SourceRange): string {
  return `${file}:${line}`
}
