import { hasErrors, problem, type Diagnostic } from '../../diagnostics/diagnostic.js'
import type { Difference } from '../../flow/synth/manifests/drift.js'
import { parsePlan } from '../../flow/synth/plan-gates/parse-plan.js'
import { objectName, referenceTo } from '../../model/kubernetes-object.js'
import type { StackEvent } from '../../ports/stack-runner.js'
import { apiDrift, driftDiagnostics } from './api-drift.js'
import { prepare, type PreparedStack } from './prepared-stacks.js'
import { withPlace, type OpenPlace, type Outcome, type PlaceRequest, type StackTools } from './open-place.js'
import { planAll, planProblems } from './plan-stacks.js'
import { checkClusters } from './site-access.js'

export interface DriftRequest extends PlaceRequest {
  /** Compares the objects with the API servers only; else the tool is asked as well. */
  readonly direct: boolean
  readonly onEvent?: (event: StackEvent) => void
}

export interface Drift {
  readonly stacks: number
  /** Objects that were compared with the API servers. */
  readonly objects: number
  /** Differences of any kind. */
  readonly found: number
}

/**
 * Whether the clusters are what the stacks say. An ordinary plan shows what the tool would change back; it is blind to labels of
 * Kubernetes itself and to what is not in its state, so the objects are also compared with the API servers.
 */
export async function findDrift(request: DriftRequest, tools: StackTools): Promise<Outcome<Drift>> {
  return withPlace(request, tools, { doing: 'drift', gated: false }, async (open) => {
    const wrong = await checkClusters(open.sites.values())
    if (hasErrors(wrong)) return { diagnostics: wrong }
    const { prepared, diagnostics } = prepare(open)
    if (hasErrors(diagnostics)) return { diagnostics }
    const live = await compareLive(request, open, prepared)
    const planned = request.direct ? { failed: [], drifted: [] } : await comparePlans(request, tools, open)
    if (hasErrors(planned.failed)) return { diagnostics: [...planned.failed, ...live.diagnostics] }
    const found = [...live.diagnostics, ...planned.drifted.filter(({ params }) => !live.absent.has(String(params['stack'])))]
    const objects = prepared.reduce((sum, stack) => sum + stack.objects.length, 0)
    return { diagnostics: found, result: { stacks: prepared.length, objects, found: found.length } }
  })
}

interface Live {
  readonly diagnostics: readonly Diagnostic[]
  /** Stacks of which nothing is there. */
  readonly absent: ReadonlySet<string>
}

async function compareLive({ selection }: DriftRequest, { sites }: OpenPlace, prepared: readonly PreparedStack[]): Promise<Live> {
  const complete = selection.systems === undefined && selection.wave === undefined
  const bySite = await Promise.all([...sites.values()].map(async ({ target: { site }, cluster }) => {
    const stacks = prepared.filter((stack) => stack.site === site)
    const found = await apiDrift(cluster, stacks.flatMap(({ objects }) => objects), { complete })
    const missing = new Set(found.filter(({ kind }) => kind === 'missing').map(keyOf))
    const absent = stacks.filter(({ objects }) => objects.length > 0 && objects.every((object) => missing.has(objectName(referenceTo(object)))))
    // One line says that nothing of a stack is there; a line for each of its objects would hide everything else.
    const hidden = new Set(absent.flatMap(({ objects }) => objects.map((object) => objectName(referenceTo(object)))))
    const whole = absent.map(({ name, objects }) => problem('STK_ABSENT', { stack: name, site, count: objects.length }))
    return { absent: absent.map(({ name }) => name), diagnostics: [...whole, ...driftDiagnostics(site, found.filter((difference) => !hidden.has(keyOf(difference))))] }
  }))
  return { absent: new Set(bySite.flatMap(({ absent }) => absent)), diagnostics: bySite.flatMap(({ diagnostics }) => diagnostics) }
}

function keyOf({ object }: Difference): string {
  return objectName(object)
}

/** What the tool would change back; of what has no state yet it would only say that everything is to be made. */
async function comparePlans(request: DriftRequest, tools: StackTools, open: OpenPlace): Promise<{ readonly failed: readonly Diagnostic[]; readonly drifted: readonly Diagnostic[] }> {
  const plans = await planAll(request, open, tools.runner(open.place))
  const drifted = plans.done.flatMap(({ item, result }) => {
    const parsed = result.saved?.changed ? parsePlan({ stack: item.name, site: item.site, json: result.saved.json }) : undefined
    const changes = parsed && 'changes' in parsed ? parsed.changes.filter(({ action }) => action !== 'none' && action !== 'read') : []
    return changes.map(({ address, action }) => problem('STK_DRIFT', { stack: item.name, address, action }))
  })
  return { failed: planProblems(plans, request), drifted }
}
