import { hasErrors, problem, type Diagnostic } from '../../diagnostics/diagnostic.js'
import { labelKeys } from '../../flow/synth/labels.js'
import { resourcesOf } from '../../flow/synth/output/read-output.js'
import { runPlanGates } from '../../flow/synth/plan-gates/plan-gates.js'
import type { PlanGateFinding } from '../../flow/synth/plan-gates/plan-set.js'
import { parsePlan } from '../../flow/synth/plan-gates/parse-plan.js'
import type { Json } from '../../model/json.js'
import { contentHash } from '../../model/canonical.js'
import type { SavedPlan, StackEvent } from '../../ports/stack-runner.js'
import { prepare, type PreparedStack } from './prepared-stacks.js'
import { findingDiagnostics } from './findings.js'
import { inLevels } from './in-levels.js'
import { journalled } from './journalled.js'
import { withPlace, type OpenPlace, type Outcome, type PlaceRequest, type StackTools } from './open-place.js'
import { planAll, planProblems } from './plan-stacks.js'
import { registriesOf } from './registries.js'
import { leftAlone, leftDiagnostics, removeObjects } from './remove-objects.js'
import { checkClusters } from './site-access.js'
import { stackProblems } from './stack-problems.js'
import { strangersInside } from './strangers-inside.js'
import { variablesOf, type StackTask } from './stack-tasks.js'
import { unfinished } from './unfinished.js'

export interface DestroyRequest extends PlaceRequest {
  /** Deletes the objects by the API servers; else the tool does, by its states. */
  readonly direct: boolean
  /** What the first call has printed: `<place>/<hash>` of exactly what goes. */
  readonly confirmation?: string
  readonly onEvent?: (event: StackEvent) => void
}

export interface Destroyed {
  readonly stacks: readonly { readonly stack: string; readonly site: string; readonly resources: number; readonly state: 'planned' | 'destroyed' | 'failed' | 'not_started' }[]
}

/** What one stack would lose. */
interface Doomed extends PreparedStack {
  readonly saved: SavedPlan | null
  readonly addresses: readonly string[]
}

/**
 * Removes stacks, systems before domains before platforms. What goes is shown first; it goes only when it is named by its hash, when
 * every guarded object is signed for, and when no system lives in a domain that goes.
 */
export async function destroyStacks(request: DestroyRequest, tools: StackTools): Promise<Outcome<Destroyed>> {
  return withPlace(request, tools, { doing: 'destroy', gated: false }, async (selected) => {
    const open = { ...selected, tasks: reversed(named(request, selected.tasks)) }
    const wrong = await checkClusters(open.sites.values())
    if (hasErrors(wrong)) return { diagnostics: wrong }
    const occupied = await occupiedStacks(open)
    if (hasErrors(occupied)) return { diagnostics: occupied }
    const { doomed, diagnostics: left } = await doom(request, tools, open)
    if (hasErrors(left)) return { diagnostics: left }
    // A system whose state is lost has nothing to destroy by it, and lives on.
    const surviving = [...await occupiedStacks({ tasks: doomed, sites: open.sites }), ...await strangersInside(doomed, open)]
    if (hasErrors(surviving)) return { diagnostics: [...left, ...surviving] }
    const shut = judge(doomed, open, tools.now())
    if (hasErrors(shut)) return { diagnostics: [...left, ...shut], result: summary(doomed, 'planned') }
    const confirmation = confirmationOf(request.place, doomed)
    if (request.confirmation !== confirmation) return { diagnostics: [...left, problem('STK_DESTROY_UNCONFIRMED', { place: request.place, count: doomed.length, confirmation })], result: summary(doomed, 'planned') }
    const { diagnostics, result } = await destroyAll(request, tools, open, doomed)
    return { diagnostics: [...left, ...diagnostics], result }
  })
}

/** A selection brings along what it depends on; here only what is named goes. */
function named({ selection }: DestroyRequest, tasks: readonly StackTask[]): readonly StackTask[] {
  return selection.systems === undefined && selection.wave === undefined ? tasks : tasks.filter(({ kind }) => kind === 'system' || kind === 'edge')
}

/** The same stacks with their dependencies turned round: what was applied last goes first. */
function reversed(tasks: readonly StackTask[]): StackTask[] {
  return [...tasks].reverse().map((task) => ({ ...task, dependencies: tasks.filter(({ dependencies }) => dependencies.includes(task.name)).map(({ name }) => name) }))
}

/** Domains and platforms in which systems live that do not go with them, also such as the inventory has forgotten. */
async function occupiedStacks({ tasks, sites }: Pick<OpenPlace, 'tasks' | 'sites'>): Promise<Diagnostic[]> {
  const found = await Promise.all(tasks.filter(({ kind }) => kind === 'domain' || kind === 'platform').map(async ({ name: stack, site, kind, subject }) => {
    const going = new Set(tasks.filter((task) => task.kind === 'system' && task.site === site).map((task) => task.subject))
    const namespaces = await sites.get(site)!.cluster.list({ apiVersion: 'v1', kind: 'Namespace' }, kind === 'domain' ? { labels: { [labelKeys.domain]: subject ?? '' } } : {})
    const systems = namespaces.flatMap(({ metadata: { labels } }) => labels?.[labelKeys.system] ?? []).filter((system) => !going.has(system))
    return systems.length === 0 ? [] : [problem('STK_DOMAIN_OCCUPIED', { stack, systems: [...new Set(systems)].join(', ') })]
  }))
  return found.flat()
}

async function doom(request: DestroyRequest, tools: StackTools, open: OpenPlace): Promise<{ readonly doomed: readonly Doomed[]; readonly diagnostics: readonly Diagnostic[] }> {
  const { prepared, diagnostics } = prepare(open)
  if (hasErrors(diagnostics)) return { doomed: [], diagnostics }
  if (request.direct) return doomLive(open, prepared)
  const plans = await planAll(request, { ...open, tasks: open.tasks.map((task) => ({ ...task, dependencies: [] })) }, tools.runner(open.place), { destroy: true })
  const saved = new Map(plans.done.flatMap(({ item, result }) => (result.saved ? [[item.name, result.saved] as const] : [])))
  const doomed = prepared.flatMap((stack) => {
    const plan = saved.get(stack.name)
    return plan?.changed ? [{ ...stack, saved: plan, addresses: deletedBy(stack, plan) }] : []
  })
  return { doomed, diagnostics: planProblems(plans, request) }
}

/** Without a state, names say what goes; so what does not say itself that it is ours is taken out. */
async function doomLive({ sites }: Pick<OpenPlace, 'sites'>, prepared: readonly PreparedStack[]): Promise<{ readonly doomed: readonly Doomed[]; readonly diagnostics: readonly Diagnostic[] }> {
  const looked = await Promise.all(prepared.map(async (stack) => ({ stack, left: await leftAlone(sites.get(stack.site)!.cluster, stack.objects) })))
  const doomed = looked.map(({ stack, left }) => {
    const objects = stack.objects.filter((object) => !left.has(object))
    return { ...stack, objects, saved: null, addresses: objects.map((object) => stack.resources.get(object)!.address).sort() }
  })
  return { doomed, diagnostics: looked.flatMap(({ stack, left }) => leftDiagnostics(stack.site, left)) }
}

function deletedBy({ name, site }: StackTask, { json }: SavedPlan): string[] {
  const parsed = parsePlan({ stack: name, site, json })
  return 'changes' in parsed ? parsed.changes.filter(({ action }) => action === 'delete').map(({ address }) => address).sort() : []
}

/** The same gates for both ways: where no tool has planned, the plan says that everything of the stack is deleted. */
function judge(doomed: readonly Doomed[], { place }: OpenPlace, now: Date): Diagnostic[] {
  const findings = runPlanGates({
    plans: doomed.map(({ name: stack, site, saved, synthesized, addresses }) => ({ stack, site, json: saved?.json ?? deletionOf(synthesized, addresses) })),
    stacks: doomed.map(({ synthesized }) => synthesized),
    selection: doomed.map(({ name }) => name),
    purpose: 'build',
    changes: place.changes ?? [],
    today: dayOf(now),
    registries: registriesOf(place),
    // How much goes is shown and confirmed; the bound is for what goes by the way.
    limits: { deletes: Number.MAX_SAFE_INTEGER },
  })
  return [...unsigned(findings, place.place, now), ...findingDiagnostics(findings.filter(({ code }) => code !== 'GATE_GUARDED'))]
}

/** One problem a stack: who takes a system away signs for its stack, not for each of its objects. */
function unsigned(findings: readonly PlanGateFinding[], place: string, now: Date): Diagnostic[] {
  const guarded = findings.filter(({ code }) => code === 'GATE_GUARDED')
  return [...new Set(guarded.map(({ stack }) => stack))].map((stack) => {
    const here = guarded.filter((finding) => finding.stack === stack)
    return problem('STK_DESTROY_UNSIGNED', { stack, place, count: here.length, resource: here[0]?.resource ?? '-', today: dayOf(now) })
  })
}

function dayOf(now: Date): string {
  return now.toISOString().slice(0, 10)
}

function deletionOf(stack: StackTask['synthesized'], addresses: readonly string[]): Json {
  const changes = resourcesOf(stack).filter(({ address }) => addresses.includes(address)).map(({ address, type, id: name, body }) => ({ address, mode: 'managed', type, name, change: { actions: ['delete'], before: body, after: null } }))
  return { format_version: '1.2', resource_changes: changes }
}

function confirmationOf(place: string, doomed: readonly Doomed[]): string {
  const what = doomed.map(({ name, addresses }) => [name, addresses] as const).sort(([a], [b]) => (a < b ? -1 : 1))
  return `${place}/${contentHash(what).slice('sha256:'.length, 'sha256:'.length + 12)}`
}

function summary(doomed: readonly Doomed[], state: 'planned'): Destroyed {
  return { stacks: doomed.map(({ name: stack, site, addresses }) => ({ stack, site, resources: addresses.length, state })) }
}

async function destroyAll(request: DestroyRequest, tools: StackTools, { place, sites }: OpenPlace, doomed: readonly Doomed[]): Promise<{ readonly diagnostics: readonly Diagnostic[]; readonly result: Destroyed }> {
  const { parallel, signal, onEvent } = request
  const names = doomed.map(({ name }) => name)
  const runner = request.direct ? undefined : tools.runner(place)
  const { done, notStarted } = await journalled({ request, tools, act: 'destroy', set: contentHash(names), stacks: names }, (step) => inLevels(doomed, { parallel, signal }, (stack) => step(stack.name, stack.saved?.hash ?? null, async () => {
    const site = sites.get(stack.site)!
    const summary = `${stack.addresses.length} resources`
    const other = await checkClusters([site])
    if (hasErrors(other)) return { ok: false, summary: 'another cluster', problems: other }
    // Asked once more: what was to be gone by now may have been left, by a state that knew only a part of it.
    const occupied = [...await occupiedStacks({ tasks: [stack], sites }), ...await strangersInside([stack], { sites })]
    if (hasErrors(occupied)) return { ok: false, summary: 'occupied', problems: occupied }
    if (!runner || !stack.saved) {
      const problems = await removeObjects(site, stack.objects, signal)
      return { ok: !hasErrors(problems), summary, problems }
    }
    const options = { variables: variablesOf(stack, site), ...(signal ? { signal } : {}), ...(onEvent ? { onEvent } : {}) }
    const { ok, problems } = await runner.apply(stack, stack.saved, options)
    return { ok, summary, problems: ok ? [] : stackProblems(stack.name, 'destroy', problems) }
  })))
  const ended = done.map(({ item, result }) => ({ stack: item.name, site: item.site, resources: item.addresses.length, state: result.ok ? 'destroyed' as const : 'failed' as const }))
  const left = notStarted.map(({ name: stack, site, addresses }) => ({ stack, site, resources: addresses.length, state: 'not_started' as const }))
  const diagnostics = [...done.flatMap(({ result }) => result.problems), ...unfinished(request, ended.map(({ stack }) => stack), left.map(({ stack }) => stack))]
  return { diagnostics, result: { stacks: [...ended, ...left] } }
}
