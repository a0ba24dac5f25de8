import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { DiagnosticError, problem, type Diagnostic } from '../../diagnostics/diagnostic.js'
import type { PlannedAction } from '../../flow/synth/plan-gates/actions.js'
import type { PlanGateFinding, PlanPurpose } from '../../flow/synth/plan-gates/plan-set.js'
import type { StackFile } from '../../flow/synth/stacks.js'
import type { CalendarDate } from '../../model/calendar-date.js'
import { isUntouched, makeArtifact, type Artifact } from '../../model/artifact.js'
import { canonicalJson, type ContentHash } from '../../model/canonical.js'

/** What is to become of one resource; values are left out, for some are for nobody's eyes. */
export interface PlannedResource {
  address: string
  action: Exclude<PlannedAction, 'none' | 'read'> | 'import'
}

/** The saved plan of one stack. */
export interface PlannedStack {
  name: string
  site: string
  kind: StackFile['kind']
  subject: string | null
  dependencies: string[]
  /** Of `cdk.tf.json`, relative to the folder of the output. */
  path: string
  /** Of the stack's files when it was planned. */
  definition: ContentHash
  /** The saved plan's file, relative to the folder of the output, and the hash of its bytes. */
  file: string
  plan: ContentHash
  /** Whether the tool would do anything; an output or a move changes no resource. */
  changed: boolean
  changes: PlannedResource[]
}

export interface PlanSetBody {
  purpose: PlanPurpose | 'destroy'
  /** Systems that the set promotes; left out where it promotes none. */
  promoted?: string[]
  /** The day on which it was judged: signatures held on it. */
  day: CalendarDate
  /** The clusters that were looked at, by the UID that was pinned. */
  sites: { site: string; uid: string }[]
  stacks: PlannedStack[]
  findings: PlanGateFinding[]
}

/** Saved plans that belong together, sealed by a hash over all of it: what was gated and looked at is what is applied. */
export type StackPlanSet = Artifact<'plan-set', PlanSetBody>

export function makePlanSet(place: string, inputs: Readonly<Record<string, ContentHash>>, body: PlanSetBody): StackPlanSet {
  return makeArtifact<'plan-set', PlanSetBody>('plan-set', place, inputs, body)
}

/** Whether anything would be done. */
export function changesOf({ stacks }: StackPlanSet): number {
  return stacks.reduce((sum, { changes }) => sum + changes.length, 0)
}

/** Writes the set where `apply` finds it by its hash; readable by its owner only. Gives the file. */
export function writePlanSet(outdir: string, set: StackPlanSet): string {
  const folder = setsFolder(outdir)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const file = join(folder, `${digits(set.hash).slice(0, 12)}.json`)
  writeFileSync(file, `${canonicalJson(set)}\n`, { mode: 0o600 })
  return file
}

export interface SetRequest {
  readonly outdir: string
  readonly cwd: string
  readonly place: string
  /** A hash, the beginning of one (6 digits or more), or a file. */
  readonly wanted: string
}

/** Finds a set and makes sure that it still says what was written, and that the plans in it are the ones that were judged. */
export function readPlanSet(request: SetRequest): StackPlanSet {
  const { outdir, place } = request
  const file = findSet(request)
  const set = parse(file)
  const shown = relative(request.cwd, file) || file
  const changed = (reason: string): DiagnosticError => new DiagnosticError(problem('STK_SET_CHANGED', { file: shown, reason, place }))
  if (!set || set.kind !== 'plan-set' || set.schema !== 1) throw changed('it is no plan set of this version')
  if (!isUntouched(set)) throw changed('its content does not have the hash it names')
  if (set.place !== place) throw changed(`it is of ${set.place}`)
  if (!isFile(resolve(request.cwd, request.wanted)) && !digits(set.hash).startsWith(digits(request.wanted))) throw changed(`its hash is ${set.hash}`)
  const stale = set.stacks.flatMap((stack) => stalePlan(outdir, place, stack))
  if (stale.length > 0) throw new DiagnosticError(...stale)
  return set
}

function stalePlan(outdir: string, place: string, { name: stack, file, plan }: StackPlanSet['stacks'][number]): Diagnostic[] {
  const path = join(outdir, file)
  if (!existsSync(path)) return [problem('STK_PLAN_STALE', { stack, place, reason: `${file} is gone` })]
  return hashOfFile(path) === plan ? [] : [problem('STK_PLAN_STALE', { stack, place, reason: `${file} does not have the hash ${plan}` })]
}

export function hashOfFile(path: string): ContentHash {
  return `sha256:${createHash('sha256').update(readFileSync(path)).digest('hex')}`
}

function findSet({ outdir, cwd, place, wanted }: SetRequest): string {
  const path = resolve(cwd, wanted)
  if (isFile(path)) return path
  const folder = setsFolder(outdir)
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.json')).sort() : []
  const start = digits(wanted).slice(0, 12)
  const found = names.filter((name) => start.length >= 6 && name.startsWith(start))
  if (found.length === 1) return join(folder, found[0]!)
  throw new DiagnosticError(problem('STK_SET_UNKNOWN', { set: wanted, place, known: names.map((name) => name.replace(/\.json$/, '')).join(', ') || '-' }))
}

function isFile(path: string): boolean {
  return existsSync(path) && statSync(path).isFile()
}

function parse(file: string): StackPlanSet | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as StackPlanSet
  } catch {
    return undefined
  }
}

function setsFolder(outdir: string): string {
  return join(outdir, 'plans')
}

function digits(hash: string): string {
  return hash.replace(/^sha256:/, '')
}
