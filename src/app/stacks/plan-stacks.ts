import { relative } from 'node:path'
import { hasErrors, type Diagnostic } from '../../diagnostics/diagnostic.js'
import { parsePlan, type ResourceChange } from '../../flow/synth/plan-gates/parse-plan.js'
import type { PlanPurpose } from '../../flow/synth/plan-gates/plan-set.js'
import { contentHash } from '../../model/canonical.js'
import type { SavedPlan, StackEvent, StackProblem, StackRunner } from '../../ports/stack-runner.js'
import { findingDiagnostics } from './findings.js'
import { judgePlans } from './judge-plans.js'
import { withPlace, type OpenPlace, type Outcome, type PlaceRequest, type StackTools } from './open-place.js'
import { inLevels, type LevelsResult } from './in-levels.js'
import { makePlanSet, writePlanSet, type PlannedResource, type PlanSetBody, type StackPlanSet } from './plan-set.js'
import { promotionsOf } from './promotions.js'
import { checkClustersThatAnswer } from './site-access.js'
import { unfinished } from './unfinished.js'
import { stackProblems } from './stack-problems.js'
import { stackSettings } from './stack-settings.js'
import { initializeStack } from './state-note.js'
import { variablesOf, type StackTask } from './stack-tasks.js'

export type { StackEvent } from '../../ports/stack-runner.js'

export interface PlanRequest extends PlaceRequest {
  readonly purpose: PlanPurpose
  readonly onEvent?: (event: StackEvent) => void
}

export interface PlannedPlace {
  readonly set: StackPlanSet
  /** Where the set lies. */
  readonly file: string
}

/** Plans every selected stack and has the plans judged. A set is written when every stack could be planned; when gates block, it can be looked at and not applied. */
export async function planStacks(request: PlanRequest, tools: StackTools): Promise<Outcome<PlannedPlace>> {
  return withPlace(request, tools, { doing: 'plan', gated: true }, async (open) => {
    const reached = await checkClustersThatAnswer(open.sites.values())
    if (hasErrors(reached)) return { diagnostics: reached }
    const { diagnostics, ...planned } = await planOpened(request, tools, open)
    return { ...planned, diagnostics: [...reached, ...diagnostics] }
  })
}

/** The same for a place that is open already. */
export async function planOpened(request: PlanRequest, tools: StackTools, open: OpenPlace): Promise<Omit<Outcome<PlannedPlace>, 'sources'>> {
  const plans = await planAll(request, open, tools.runner(open.place))
  const failed = planProblems(plans, request)
  if (hasErrors(failed)) return { diagnostics: failed }
  const saved = plans.done.flatMap(({ item, result }) => (result.saved ? [{ task: item, saved: result.saved }] : []))
  const day = tools.now().toISOString().slice(0, 10)
  const findings = judgePlans(request, open, { plans: saved.map(({ task, saved: { json } }) => ({ stack: task.name, site: task.site, json })), purpose: request.purpose, today: day })
  const set = setOf(request, open, saved, { findings, day })
  return { diagnostics: [...failed, ...findingDiagnostics(findings)], result: { set, file: writePlanSet(request.selection.outdir, set) } }
}

interface PlanResult {
  readonly ok: boolean
  readonly step: 'init' | 'plan'
  readonly problems: readonly StackProblem[]
  readonly saved?: SavedPlan
}

type Plans = LevelsResult<StackTask, PlanResult>

/** Initializes and plans stack by stack, so that a stack's plan begins while others are still being initialized. */
export function planAll({ parallel, signal, onEvent }: Pick<PlanRequest, 'parallel' | 'signal' | 'onEvent'>, open: OpenPlace, runner: StackRunner, more: { readonly destroy?: boolean } = {}): Promise<Plans> {
  const settings = stackSettings(open.place.sites)
  return inLevels(open.tasks, { parallel, signal }, async (task) => {
    const options = { variables: variablesOf(task, open.sites.get(task.site)!), ...(signal ? { signal } : {}), ...(onEvent ? { onEvent } : {}) }
    const initialized = await initializeStack(runner, task, settings, options)
    if (!initialized.ok) return { ...initialized, step: 'init' as const }
    return { ...(await runner.plan(task, { ...options, ...more })), step: 'plan' as const }
  })
}

/** What the tool said of the stacks that failed, and what was left undone because of it. */
export function planProblems({ done, notStarted }: Plans, request: Pick<PlanRequest, 'signal' | 'place'>): Diagnostic[] {
  const failed = done.flatMap(({ item, result }) => (result.ok ? [] : stackProblems(item.name, result.step, result.problems)))
  return [...failed, ...unfinished(request, done.map(({ item }) => item.name), notStarted.map(({ name }) => name))]
}

interface SavedTask {
  readonly task: StackTask
  readonly saved: SavedPlan
}

function setOf({ purpose, selection, place }: PlanRequest, { place: read, stacks, sites }: OpenPlace, saved: readonly SavedTask[], judged: Pick<PlanSetBody, 'findings' | 'day'>): StackPlanSet {
  const planned = saved.map(({ task, saved: { file, hash, json, changed } }) => {
    const parsed = parsePlan({ stack: task.name, site: task.site, json })
    const { name, site, kind, subject, path, dependencies, definition } = task
    return {
      name, site, kind, subject, path, dependencies: [...dependencies], definition, file: relative(selection.outdir, file), plan: hash, changed,
      changes: 'changes' in parsed ? parsed.changes.flatMap(resourceOf) : [],
    }
  })
  const pinned = [...sites.values()].map(({ target: { site, uid } }) => ({ site, uid }))
  const inputs = { stacks: stacks.hash, ...stacks.inputs, changes: contentHash(read.changes ?? []), promoted: contentHash(promotionsOf(read, selection.promoted).systems) }
  return makePlanSet(place, inputs, { purpose, sites: pinned, stacks: planned, ...(selection.promoted ? { promoted: [...selection.promoted] } : {}), ...judged })
}

function resourceOf({ address, action, importing }: ResourceChange): PlannedResource[] {
  if (action === 'read' || (action === 'none' && !importing)) return []
  return [{ address, action: action === 'none' ? 'import' : action }]
}
