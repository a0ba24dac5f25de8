import { existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, rmdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, sep } from 'node:path'
import { DiagnosticError, problem } from '../../diagnostics/diagnostic.js'
import type { Json, JsonObject } from '../../model/json.js'
import { siteKustomizations, type ExportedStack, type ExportFiles } from './export-files.js'

/** `index.json`: what an export holds, in the order in which it is applied. */
export interface ExportIndex {
  readonly schema: 1
  readonly kind: 'manifests'
  readonly place: string
  readonly stacks: readonly ExportedStack[]
}

const indexFile = 'index.json'

/** Site, stack and file, and nothing that leads elsewhere: an index may have been edited. */
const ownPath = /^[a-z0-9][a-z0-9-]*\/[a-z0-9][a-z0-9-]*\/[A-Za-z0-9][A-Za-z0-9._-]*$/

const ownName = /^[a-z0-9][a-z0-9-]*$/

/** What an earlier export left in the folder; `strange` when there is something else. */
export function readIndex(folder: string): ExportIndex | 'none' | 'strange' {
  const file = join(folder, indexFile)
  if (!existsSync(file)) return existsSync(folder) && readdirSync(folder).length > 0 ? 'strange' : 'none'
  try {
    const index = JSON.parse(readFileSync(file, 'utf8')) as Json
    return isIndex(index) ? index : 'strange'
  } catch {
    return 'strange'
  }
}

function isIndex(value: Json): value is Json & ExportIndex {
  const { schema, kind, stacks } = value as JsonObject
  if (schema !== 1 || kind !== 'manifests' || !Array.isArray(stacks)) return false
  const names = (stacks as readonly JsonObject[]).flatMap(({ stack, site }) => [stack, site])
  if (!names.every((name) => typeof name === 'string' && ownName.test(name))) return false
  const objects = (stacks as readonly JsonObject[]).map((stack) => stack['objects'])
  return objects.every((list) => Array.isArray(list) && (list as readonly JsonObject[]).every(({ file }) => typeof file === 'string' && ownPath.test(file)))
}

export interface WriteOptions {
  readonly before: ExportIndex | 'none'
  /** Whether these are all stacks of the place; else those that were exported earlier stay. */
  readonly complete: boolean
}

export interface WrittenExport {
  readonly index: ExportIndex
  /** Files of objects that are gone, relative to the folder. */
  readonly removed: readonly string[]
}

/**
 * Writes the files, then takes away those of objects that are gone. The index comes last: after a stop half way
 * the next export removes all the same.
 */
export function writeExport(folder: string, { place, stacks, texts }: ExportFiles, { before, complete }: WriteOptions): WrittenExport {
  const earlier = before === 'none' ? [] : before.stacks
  const now = new Set(stacks.map(({ stack }) => stack))
  const kept = complete ? [] : earlier.filter(({ stack }) => !now.has(stack))
  const index: ExportIndex = { schema: 1, kind: 'manifests', place, stacks: complete ? stacks : merged(earlier, stacks) }
  const all = [...texts, ...siteKustomizations(index.stacks)]
  mkdirSync(folder, { recursive: true })
  for (const [path, text] of all) write(folder, path, text)
  const written = new Set([...all.map(([path]) => path), ...kept.flatMap(filesOf)])
  const removed = earlier.flatMap(filesOf).filter((path) => !written.has(path)).sort()
  for (const path of removed) remove(folder, path)
  write(folder, indexFile, `${JSON.stringify(index, null, 2)}\n`)
  return { index, removed }
}

/** In the order of the earlier export, what is new at the end. */
function merged(earlier: readonly ExportedStack[], stacks: readonly ExportedStack[]): readonly ExportedStack[] {
  const replaced = earlier.map((old) => stacks.find(({ stack }) => stack === old.stack) ?? old)
  return [...replaced, ...stacks.filter(({ stack }) => !earlier.some((old) => old.stack === stack))]
}

function filesOf({ stack, site, objects }: ExportedStack): string[] {
  return [...objects.map(({ file }) => file), `${site}/${stack}/kustomization.yaml`, `${site}/kustomization.yaml`]
}

/** A link in place of a folder or file of ours would lead out of the folder. */
function write(folder: string, path: string, text: string): void {
  const file = join(folder, path)
  mkdirSync(dirname(file), { recursive: true })
  if (leadsOut(folder, file)) throw new DiagnosticError(problem('K8S_EXPORT_FOLDER', { folder }))
  rmSync(file, { force: true })
  writeFileSync(file, text, { flag: 'wx' })
}

function leadsOut(folder: string, file: string): boolean {
  const [root, parent] = [folder, dirname(file)].map((one) => realpathSync(one))
  return parent !== root && !parent!.startsWith(`${root}${sep}`)
}

/** What lies behind a link that somebody has put in place of one of our folders is not ours. */
function remove(folder: string, path: string): void {
  if (!existsSync(dirname(join(folder, path))) || leadsOut(folder, join(folder, path))) return
  rmSync(join(folder, path), { force: true })
  for (let parent = dirname(path); parent !== '.'; parent = dirname(parent)) {
    if (existsSync(join(folder, parent)) && readdirSync(join(folder, parent)).length === 0) rmdirSync(join(folder, parent))
  }
}
