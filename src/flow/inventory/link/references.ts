import { suggest } from '../../../diagnostics/suggest.js'
import { namePath, textAt, type DataPath } from '../data-path.js'
import type { Finding } from '../finding.js'
import type { ParsedFile } from '../parse.js'
import { entriesIn, idsIn, type PlaceData } from '../place-data.js'
import { metaOf, walkSchema } from '../schema-walk.js'
import { fileSchemas } from '../source-file.js'

/** Fields that name a record which does not exist, or that more than one list has. */
export function danglingReferences(data: PlaceData): Finding[] {
  const index = indexOf(data)
  const findings = data.files.flatMap((file) => referencesIn(file).flatMap((reference) => check(reference, index)))
  return [...findings, ...exemptionSubjects(data, index), ...pinnedWaves(data)]
}

interface Reference {
  readonly file: ParsedFile
  readonly path: DataPath
  readonly id: string
  readonly lists: readonly string[]
}

interface Index {
  readonly ids: (list: string) => ReadonlySet<string>
  /** The text of the files that could not be read: what is named in them may be defined there. */
  readonly unread: readonly string[]
}

function indexOf(data: PlaceData): Index {
  const known = new Map<string, Set<string>>()
  const ids = (list: string) => known.get(list) ?? known.set(list, new Set(idsIn(data, list))).get(list)!
  return { ids, unread: data.files.filter(({ readable }) => !readable).map(({ text }) => text) }
}

function referencesIn(file: ParsedFile): Reference[] {
  const found: Reference[] = []
  walkSchema(fileSchemas[file.role], file.value, [], (schema, id, path) => {
    const { references } = metaOf(schema)
    if (references !== undefined && typeof id === 'string') found.push({ file, path, id, lists: references })
  })
  return found
}

function check({ file, path, id, lists }: Reference, { ids, unread }: Index): Finding[] {
  const holders = lists.filter((list) => ids(list).has(id))
  if (holders.length === 1 || (holders.length === 0 && unread.some((text) => text.includes(id)))) return []
  const field = namePath(file.value, path)
  const at = { file, path, part: 'value' } as const
  if (holders.length > 1) return [{ code: 'INV_AMBIGUOUS_REFERENCE', params: { field, id, collections: holders.join(', ') }, ...at }]
  const suggestion = suggest(id, lists.flatMap((list) => [...ids(list)]))
  return [{ code: 'INV_DANGLING_REFERENCE', params: { field, id, collections: lists.join(', ') }, ...at, suggestion }]
}

/** An exemption may cover a record of any list of the inventory. */
function exemptionSubjects(data: PlaceData, index: Index): Finding[] {
  const lists = [...data.entries].filter(([, entries]) => entries[0]?.file.role === 'inventory').map(([list]) => list).sort()
  return entriesIn(data, 'exemptions').flatMap(({ record, file, path }) => {
    const id = textAt(record, 'subject')
    if (id === undefined || lists.length === 0 || lists.some((list) => index.ids(list).has(id))) return []
    return check({ file, path: [...path, 'subject'], id, lists }, index)
  })
}

function pinnedWaves(data: PlaceData): Finding[] {
  const waves = new Set(entriesIn(data, 'waves').map(({ record }) => record['no']))
  return entriesIn(data, 'pins').flatMap(({ record, file, path }) => {
    const { wave } = record
    if (typeof wave !== 'number' || waves.has(wave)) return []
    const field = namePath(file.value, [...path, 'wave'])
    return [{ code: 'INV_DANGLING_REFERENCE', params: { field, id: wave, collections: 'waves' }, file, path: [...path, 'wave'], part: 'value' } satisfies Finding]
  })
}
