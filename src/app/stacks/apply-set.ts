import { join } from 'node:path'
import { DiagnosticError, hasErrors, problem, type Diagnostic } from '../../diagnostics/diagnostic.js'
import { signatureOf } from '../../flow/synth/plan-gates/signed.js'
import type { CalendarDate } from '../../model/calendar-date.js'
import { contentHash } from '../../model/canonical.js'
import type { StackEvent, StackProblem } from '../../ports/stack-runner.js'
import { readPlace, type PlaceOnDisk } from '../inventory/read-place.js'
import { inLevels } from './in-levels.js'
import { cutOffBefore, journalled } from './journalled.js'
import { withLock } from './lock.js'
import type { Outcome, PlaceRequest, StackTools } from './open-place.js'
import { readPlanSet, type PlannedResource, type StackPlanSet } from './plan-set.js'
import { promotionsOf } from './promotions.js'
import { checkClusters, withSites, type OpenSite } from './site-access.js'
import { siteTargets, sitesFileOf } from './site-targets.js'
import { stackProblems } from './stack-problems.js'
import { strangeNote } from './state-note.js'
import { missingAddresses, stackTasks, variablesOf, type StackTask } from './stack-tasks.js'
import { strangeFiles } from './strange-files.js'
import { verifiedAfter, type AfterApply } from './verified-after.js'
import type { Verified } from './verify.js'
import { unfinished } from './unfinished.js'

export interface ApplySetRequest extends PlaceRequest, AfterApply {
  /** Hash of a plan set, the beginning of one, or its file. */
  readonly wanted: string
  readonly onEvent?: (event: StackEvent) => void
}

export interface AppliedStack {
  readonly stack: string
  readonly site: string
  readonly state: 'applied' | 'unchanged' | 'failed' | 'not_started'
  readonly changes: number
}

export interface AppliedSet {
  readonly set: StackPlanSet
  readonly stacks: readonly AppliedStack[]
  /** Left out when not everything could be applied, and when nobody wants to know. */
  readonly verified?: Verified
}

/** Applies the saved plans of a set and nothing else: the set is sealed, its plans have their hashes, the stacks are those that were planned, the clusters those that were looked at. */
export async function applySet(request: ApplySetRequest, tools: StackTools): Promise<Outcome<AppliedSet>> {
  const { root, cwd, place: name, selection: { outdir, sitesFile }, flags, environment } = request
  const lock = { folder: join(tools.stateDirectory, 'stacks', name), place: name, doing: 'apply', now: tools.now() }
  return withLock(lock, async () => {
    const place = await readPlace(root, name, { sitesFile })
    const sources = new Map(place.files.map(({ path, text }) => [path, text]))
    if (hasErrors(place.diagnostics)) return { diagnostics: place.diagnostics, sources }
    const before = cutOffBefore(request)
    try {
      const set = readPlanSet({ outdir, cwd, place: name, wanted: request.wanted })
      const tasks = stackTasks(outdir, set.stacks)
      const { targets, diagnostics } = siteTargets({ root, cwd, place, sites: set.sites.map(({ site }) => site), flags, environment })
      const wrong = [...strangeFiles(tasks), ...strangeNotes(tasks), ...standing(set, place, tasks), ...lapsed(set, place, tools.now()), ...diagnostics, ...(hasErrors(diagnostics) ? [] : missingAddresses(tasks, targets, sitesFileOf(place))), ...repinned(set, targets)]
      if (hasErrors(wrong)) return { diagnostics: [...before, ...wrong], sources }
      const outcome = await withSites(targets, join(outdir, 'access'), tools.connect, async (sites) => {
        const others = await checkClusters(sites.values())
        if (hasErrors(others)) return { diagnostics: others }
        const applied = await applyAll(request, tools, { set, place, tasks, sites })
        return verifiedAfter(applied, { tasks, sites }, request)
      })
      return { ...outcome, diagnostics: [...before, ...outcome.diagnostics], sources }
    } catch (error) {
      if (!(error instanceof DiagnosticError)) throw error
      return { diagnostics: [...before, ...error.diagnostics], sources }
    }
  })
}

/** Where the tool would look for states that it has to write first. */
function strangeNotes(tasks: readonly StackTask[]): Diagnostic[] {
  return tasks.flatMap((task) => stackProblems(task.name, 'apply', [strangeNote(task) ?? []].flat()))
}

/** Whether what was planned is still what lies there. */
function standing(set: StackPlanSet, place: PlaceOnDisk, tasks: readonly StackTask[]): Diagnostic[] {
  const blocking = set.findings.filter(({ severity }) => severity === 'block')
  if (blocking.length > 0) return [problem('STK_SET_BLOCKED', { place: place.place, count: blocking.length, first: `${blocking[0]!.code} (${blocking[0]!.stack})` })]
  if (place.inventory && set.inputs['inventory'] !== place.inventory.hash) return [problem('STK_PLAN_STALE', { stack: set.place, place: set.place, reason: 'the inventory has changed since' })]
  if (set.inputs['promoted'] !== contentHash(promotionsOf(place, set.promoted).systems)) return [problem('STK_PLAN_STALE', { stack: set.place, place: set.place, reason: 'other systems are promoted since' })]
  return set.stacks.flatMap(({ name: stack, definition }) => {
    const task = tasks.find((one) => one.name === stack)
    if (!task) return [problem('STK_PLAN_STALE', { stack, place: set.place, reason: 'its folder is gone' })]
    return task.definition === definition ? [] : [problem('STK_PLAN_STALE', { stack, place: set.place, reason: 'the stack was written anew since' })]
  })
}

/** Signatures under which the plans were let through, and that hold no longer. */
function lapsed(set: StackPlanSet, { changes = [] }: PlaceOnDisk, now: Date): Diagnostic[] {
  const stale = (stack: string, reason: string): Diagnostic => problem('STK_PLAN_STALE', { stack, place: set.place, reason })
  if (set.inputs['changes'] !== contentHash(changes)) return [stale(set.place, 'the signed changes are others since')]
  const today = now.toISOString().slice(0, 10)
  return set.stacks.flatMap(({ name: stack, changes: planned }) => {
    const isSigned = (one: PlannedResource, day: CalendarDate): boolean => one.action !== 'import' && signatureOf({ stack, address: one.address, action: one.action }, changes, day).standing === 'signed'
    return planned.some((one) => isSigned(one, set.day) && !isSigned(one, today)) ? [stale(stack, `what was signed for on ${set.day} has expired`)] : []
  })
}

/** A UID that was replaced since: the plan was made of another cluster. */
function repinned(set: StackPlanSet, targets: readonly { readonly site: string; readonly uid: string }[]): Diagnostic[] {
  return targets.filter(({ site, uid }) => set.sites.some((planned) => planned.site === site && planned.uid !== uid))
    .map(({ site, uid }) => problem('STK_PLAN_STALE', { stack: site, place: set.place, reason: `it was made of another cluster than ${uid}` }))
}

interface Prepared {
  readonly set: StackPlanSet
  readonly place: PlaceOnDisk
  readonly tasks: readonly StackTask[]
  readonly sites: ReadonlyMap<string, OpenSite>
}

async function applyAll(request: ApplySetRequest, tools: StackTools, { set, place, tasks, sites }: Prepared): Promise<{ readonly diagnostics: Diagnostic[]; readonly result: AppliedSet }> {
  const { parallel, signal, onEvent, selection } = request
  const runner = tools.runner(place)
  const planned = new Map(set.stacks.map((stack) => [stack.name, stack]))
  const names = tasks.map(({ name }) => name)
  const { done, notStarted } = await journalled({ request, tools, act: 'apply', set: set.hash, stacks: names }, (step) => inLevels(tasks, { parallel, signal }, (task) => {
    const { file, plan: hash, changed, changes } = planned.get(task.name)!
    if (!changed) return Promise.resolve({ ok: true, others: [], problems: [], changes: 0, summary: '' })
    const options = { variables: variablesOf(task, sites.get(task.site)!), ...(signal ? { signal } : {}), ...(onEvent ? { onEvent } : {}) }
    return step(task.name, hash, async () => {
      const others = await checkClusters([sites.get(task.site)!])
      if (hasErrors(others)) return { ok: false, others, problems: [], changes: changes.length, summary: 'another cluster' }
      const { ok, problems } = await runner.apply(task, { file: join(selection.outdir, file), hash }, options)
      return { ok, others: [], problems, changes: changes.length, summary: ok ? `${changes.length} changes` : problems.map(({ kind }) => kind).join(', ') }
    })
  }))
  const ended = done.map(({ item, result: { ok, changes } }) => ({ stack: item.name, site: item.site, state: ok ? (changes > 0 ? 'applied' as const : 'unchanged' as const) : 'failed' as const, changes }))
  const left = notStarted.map(({ name, site }) => ({ stack: name, site, state: 'not_started' as const, changes: planned.get(name)!.changes.length }))
  const stacks = [...ended, ...left].sort((a, b) => names.indexOf(a.stack) - names.indexOf(b.stack))
  const failed = done.flatMap(({ item, result: { ok, others, problems } }) => {
    if (hasErrors(others)) return others
    return ok ? [] : stackProblems(item.name, 'apply', withoutEmpty(problems))
  })
  return { diagnostics: [...failed, ...unfinished(request, ended.map(({ stack }) => stack), left.map(({ stack }) => stack))], result: { set, stacks } }
}

/** A failure that the tool did not explain is still one. */
function withoutEmpty(problems: readonly StackProblem[]): readonly StackProblem[] {
  return problems.length > 0 ? problems : [{ kind: 'other', severity: 'error', summary: 'the tool gave no reason', detail: '', address: null }]
}
