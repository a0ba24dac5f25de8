import { readdir, readFile } from 'node:fs/promises'
import { basename, join, relative, sep } from 'node:path'
import { problem, type Diagnostic } from '../../diagnostics/diagnostic.js'
import { sortDiagnostics } from '../../diagnostics/sort.js'
import { suggest } from '../../diagnostics/suggest.js'
import { loadPlace, type LoadedPlace } from '../../flow/inventory/load.js'
import { fileSchemas, type FileRole, type SourceFile } from '../../flow/inventory/source-file.js'
import { choosePlaces } from './places.js'

/** A place as read from disk; paths in it are relative to the root, with forward slashes. */
export interface PlaceOnDisk extends LoadedPlace {
  readonly files: readonly SourceFile[]
}

export interface ReadOptions {
  /** Absolute; stands for the place's own sites.yaml. */
  readonly sitesFile?: string | undefined
}

/** Reads inventory/<place>/ and migrations/<place>/ below the root. What is missing or cannot be read is among the diagnostics. */
export async function readPlace(root: string, place: string, { sitesFile }: ReadOptions = {}): Promise<PlaceOnDisk> {
  const chosen = await choosePlaces(root, [place])
  if (chosen.places.length === 0) return { place, files: [], diagnostics: chosen.diagnostics, locations: new Map() }
  const [facts, intent] = await Promise.all([yamlBelow(root, `inventory/${place}`), yamlBelow(root, `migrations/${place}`)])
  const own = intent.flatMap((path) => roleOf(path) ?? []).filter(({ role }) => role !== 'sites' || sitesFile === undefined)
  const given = sitesFile === undefined ? [] : [{ path: relative(root, sitesFile).split(sep).join('/'), role: 'sites' as const }]
  const known = [...facts.map((path) => ({ path, role: 'inventory' as const })), ...own, ...given]
  const read = await Promise.all(known.map((file) => readSource(root, file)))
  const files = read.flatMap((result) => ('text' in result ? [result] : []))
  const loaded = loadPlace(files, place)
  const unread = read.flatMap((result) => ('text' in result ? [] : [result]))
  const diagnostics = sortDiagnostics([...loaded.diagnostics, ...unread, ...strangers(intent), ...missing(place, facts, intent)])
  return { ...loaded, files, diagnostics }
}

async function yamlBelow(root: string, folder: string): Promise<string[]> {
  const entries = await readdir(join(root, folder), { withFileTypes: true, recursive: true }).catch(() => [])
  return entries
    .filter((entry) => !entry.isDirectory() && /\.ya?ml$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort()
}

const intentRoles = (Object.keys(fileSchemas) as FileRole[]).filter((role) => role !== 'inventory')

function roleOf(path: string): { path: string; role: FileRole } | undefined {
  const role = intentRoles.find((name) => basename(path) === `${name}.yaml`)
  return role === undefined || path.split('/').length !== 3 ? undefined : { path, role }
}

async function readSource(root: string, { path, role }: { path: string; role: FileRole }): Promise<SourceFile | Diagnostic> {
  try {
    return { path, role, text: await readFile(join(root, path), 'utf8') }
  } catch (cause) {
    const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause)
    return problem('INV_FILE_UNREADABLE', { file: path, reason }, { cause })
  }
}

/** Files of migrations/<place>/ itself that nothing reads; folders below it hold playbooks. */
function strangers(paths: readonly string[]): Diagnostic[] {
  return paths.filter((path) => path.split('/').length === 3 && roleOf(path) === undefined).map((path) => {
    const suggestion = suggest(basename(path), intentRoles.map((role) => `${role}.yaml`))
    const at = { file: path, line: 1, column: 1, length: 1 }
    return problem('INV_UNKNOWN_FILE', { file: path }, suggestion === undefined ? { at } : { at, suggestion })
  })
}

function missing(place: string, facts: readonly string[], intent: readonly string[]): Diagnostic[] {
  const needed = [`migrations/${place}/programme.yaml`, `migrations/${place}/calendar.yaml`].filter((path) => !intent.includes(path))
  return [...(facts.length === 0 ? [`inventory/${place}/*.yaml`] : []), ...needed].map((file) => problem('INV_FILE_MISSING', { file }))
}
