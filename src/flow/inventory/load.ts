import type { z } from 'zod'
import type { Diagnostic, SourceRange } from '../../diagnostics/diagnostic.js'
import { sortDiagnostics } from '../../diagnostics/sort.js'
import { textAt } from './data-path.js'
import { toDiagnostic, type Finding } from './finding.js'
import { issueFindings } from './issues.js'
import { withoutRefused } from './link/classified.js'
import { link } from './link/link.js'
import { makeIntent, mergeInventory } from './merge.js'
import { parseFile, type ParsedFile } from './parse.js'
import { placeData, type PlaceData } from './place-data.js'
import type { Endpoints, Intent, Inventory, SignedChange, Sites } from './schema/inventory.js'
import { endpointsFile } from './schema/endpoints-file.js'
import { calendarFile, exemptionsFile, programmeFile } from './schema/programme-file.js'
import { inventoryFile } from './schema/inventory-file.js'
import { changesFile, sitesFile } from './schema/sites-file.js'
import { fileSchemas, type FileRole, type SourceFile } from './source-file.js'

/** What the files of a place say. An artifact is there only when none of the files it is made of has an error. */
export interface LoadedPlace {
  readonly place: string
  readonly inventory?: Inventory
  readonly intent?: Intent
  readonly endpoints?: Endpoints
  readonly sites?: Sites
  /** Empty when the place has no such file; left out when it is wrong. */
  readonly changes?: readonly SignedChange[]
  /** Every problem, sorted. */
  readonly diagnostics: readonly Diagnostic[]
  /** Where each record stands, by `<list>/<id>`: `systems/oa`, a dependency by its ends, `dependencies/oa>seal:api`. Later stages point at it. */
  readonly locations: ReadonlyMap<string, SourceRange>
}

/** Reads the files of one place, all problems in one go: YAML, then every field, then what the files together make wrong. */
export function loadPlace(files: readonly SourceFile[], place: string = placeOf(files)): LoadedPlace {
  const parsed = [...files].sort((a, b) => (a.path < b.path ? -1 : 1)).map(parseFile)
  const data = placeData(place, parsed)
  const findings = withoutRefused([...parsed.flatMap(fieldProblems), ...link(data)])
  const diagnostics = sortDiagnostics([...parsed.flatMap((file) => file.diagnostics), ...findings.map(toDiagnostic)])
  return { place, ...artifacts(place, parsed, diagnostics), diagnostics, locations: locationsOf(data) }
}

/** The folder below `inventory/` or `migrations/`. */
function placeOf(files: readonly SourceFile[]): string {
  return files.map(({ path }) => /(?:^|\/)(?:inventory|migrations)\/([^/]+)\//.exec(path)?.[1]).find((name) => name !== undefined) ?? ''
}

function fieldProblems(file: ParsedFile): Finding[] {
  if (!file.readable) return []
  const { error } = fileSchemas[file.role].safeParse(file.value)
  return error === undefined ? [] : issueFindings(file, error.issues)
}

function artifacts(place: string, files: readonly ParsedFile[], diagnostics: readonly Diagnostic[]): Pick<LoadedPlace, 'inventory' | 'intent' | 'endpoints' | 'sites' | 'changes'> {
  const wrong = new Set(diagnostics.flatMap(({ severity, at }) => (severity === 'error' && at !== undefined ? [at.file] : [])))
  const sound = (...roles: FileRole[]) => files.every(({ role, path }) => !roles.includes(role) || !wrong.has(path))
  const inventoryFiles = valuesOf(files, 'inventory', inventoryFile)
  const intent = sound('programme', 'calendar', 'exemptions') ? intentOf(place, files) : undefined
  const [endpoints] = sound('endpoints') ? valuesOf(files, 'endpoints', endpointsFile) : []
  const [sites] = sound('sites') ? valuesOf(files, 'sites', sitesFile) : []
  return {
    ...(inventoryFiles.length > 0 && sound('inventory') ? { inventory: mergeInventory(place, inventoryFiles) } : {}),
    ...(intent === undefined ? {} : { intent }),
    ...(endpoints === undefined ? {} : { endpoints }),
    ...(sites === undefined ? {} : { sites }),
    ...(sound('changes') ? { changes: valuesOf(files, 'changes', changesFile).flatMap((file) => file.changes) } : {}),
  }
}

function intentOf(place: string, files: readonly ParsedFile[]): Intent | undefined {
  const [programme] = valuesOf(files, 'programme', programmeFile)
  const [calendar] = valuesOf(files, 'calendar', calendarFile)
  const exemptions = valuesOf(files, 'exemptions', exemptionsFile).flatMap((file) => file.exemptions)
  return programme === undefined || calendar === undefined ? undefined : makeIntent(place, programme, calendar, exemptions)
}

function valuesOf<Schema extends z.ZodType>(files: readonly ParsedFile[], role: FileRole, schema: Schema): z.infer<Schema>[] {
  return files.filter((file) => file.role === role && file.readable).flatMap(({ value }) => {
    const result = schema.safeParse(value)
    return result.success ? [result.data] : []
  })
}

function locationsOf(data: PlaceData): Map<string, SourceRange> {
  const located = [...data.entries.values()].flat().flatMap(({ list, record, file, path }) => {
    const id = textAt(record, 'id')
    if (id !== undefined) return [[`${list}/${id}`, file.locate([...path, 'id'], 'value')] as const]
    if (list !== 'dependencies') return []
    const [from, to, kind] = ['from', 'to', 'kind'].map((key) => textAt(record, key))
    return [[`${list}/${from}>${to}:${kind}`, file.locate([...path, 'from'], 'value')] as const]
  })
  return new Map(located)
}
