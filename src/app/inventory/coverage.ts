import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { hasErrors, problem, type Diagnostic } from '../../diagnostics/diagnostic.js'
import { coverageOf, type Coverage } from '../../flow/inventory/coverage.js'
import { readRegister, type Register, type RegisterFile } from '../../flow/inventory/register.js'
import { choosePlaces } from './places.js'
import { readPlace } from './read-place.js'

export interface PlaceCoverage extends Coverage {
  readonly place: string
}

export interface CoverageReport {
  readonly places: readonly PlaceCoverage[]
  readonly rows: { readonly carried: number; readonly total: number }
  readonly targets: { readonly carried: number; readonly total: number }
  readonly diagnostics: readonly Diagnostic[]
  readonly sources: ReadonlyMap<string, string>
  /** Every row and target carried, and no ref that the register does not know. */
  readonly complete: boolean
}

/** How much of the register and the targets the places carry; the places named, or all that the register or inventory/ has. */
export async function coverage(root: string, wanted: readonly string[] = []): Promise<CoverageReport> {
  const { register, diagnostics: unread } = await registerOf(root)
  const chosen = await choosePlaces(root, wanted)
  const promised = wanted.length > 0 ? [] : register.rows.map(({ place }) => place)
  const names = [...new Set([...chosen.places, ...promised])].sort()
  const read = await Promise.all(names.map((place) => readPlace(root, place)))
  const places = read.map(({ place, inventory, intent }) => ({ place, ...coverageOf(inventory, intent, register, place) }))
  const diagnostics = [...unread, ...chosen.diagnostics, ...read.flatMap((place) => place.diagnostics)]
  const [rows, targets] = [sum(places.map((place) => place.rows)), sum(places.map((place) => place.targets))]
  const complete = rows.carried === rows.total && targets.carried === targets.total && places.every(({ unknown }) => unknown.length === 0)
  const sources = new Map(read.flatMap(({ files }) => files.map(({ path, text }) => [path, text] as const)))
  return { places, rows, targets, diagnostics, sources, complete: complete && !hasErrors(diagnostics) }
}

function sum(parts: readonly { readonly carried: number; readonly total: number }[]): { carried: number; total: number } {
  return { carried: parts.reduce((all, { carried }) => all + carried, 0), total: parts.reduce((all, { total }) => all + total, 0) }
}

async function registerOf(root: string): Promise<{ register: Register; diagnostics: readonly Diagnostic[] }> {
  const [rows, targets] = await Promise.all([tableAt(root, 'inventory/register.csv'), tableAt(root, 'inventory/targets.csv')])
  const missing = [rows, targets].flatMap(({ path, text }) => (text === '' ? [problem('INV_FILE_MISSING', { file: path })] : []))
  const { register, diagnostics } = readRegister(rows, targets)
  return { register, diagnostics: [...missing, ...diagnostics] }
}

async function tableAt(root: string, path: string): Promise<RegisterFile> {
  return { path, text: await readFile(join(root, path), 'utf8').catch(() => '') }
}
