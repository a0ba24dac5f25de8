import { hasErrors, problem, type Diagnostic } from '../../diagnostics/diagnostic.js'
import { contentHash } from '../../model/canonical.js'
import { objectName } from '../../model/kubernetes-object.js'
import { applyManifests, type ManifestResult } from './apply-manifests.js'
import { judgeDirect, type RehearsedStack } from './direct-gates.js'
import { journalled } from './journalled.js'
import { inLevels } from './in-levels.js'
import { withPlace, type OpenPlace, type Outcome, type PlaceRequest, type SiteTools } from './open-place.js'
import { prepare, type PreparedStack } from './prepared-stacks.js'
import { checkClusters } from './site-access.js'
import { verifiedAfter, type AfterApply } from './verified-after.js'
import type { Verified } from './verify.js'
import { unfinished } from './unfinished.js'
import type { StackTask } from './stack-tasks.js'

export interface DirectRequest extends PlaceRequest, AfterApply {
  /** Takes fields over that others manage; else that is a refusal. */
  readonly force?: boolean
  readonly onEvent?: (event: DirectEvent) => void
}

export type DirectEvent =
  | { readonly type: 'checking'; readonly stacks: number; readonly objects: number }
  | { readonly type: 'stack'; readonly stack: string; readonly state: 'started' }
  | { readonly type: 'stack'; readonly stack: string; readonly state: 'applied' | 'failed'; readonly counts: ObjectCounts }

export type ObjectCounts = Readonly<Record<ManifestResult['outcome'], number>>

/** What became of one stack. */
export interface DirectStack {
  readonly stack: string
  readonly site: string
  readonly state: 'applied' | 'failed' | 'not_started'
  readonly counts: ObjectCounts
}

export interface DirectApplied {
  readonly stacks: readonly DirectStack[]
  /** Left out when not everything could be applied, and when nobody wants to know. */
  readonly verified?: Verified
}

/**
 * Applies the same objects without OpenTofu or Terraform, server-side. Every API server is first asked what it would refuse and what
 * would become of each object; when it refuses anything, or a gate blocks, nothing is applied to any of them. What servers say of
 * objects in namespaces that are not there yet is only known when they are.
 */
export async function applyDirect(request: DirectRequest, tools: SiteTools): Promise<Outcome<DirectApplied>> {
  return withPlace(request, tools, { doing: 'apply --direct', gated: true }, async (open) => {
    const wrong = await checkClusters(open.sites.values())
    if (hasErrors(wrong)) return { diagnostics: wrong }
    const { prepared, diagnostics } = prepare(open)
    if (hasErrors(diagnostics)) return { diagnostics }
    request.onEvent?.({ type: 'checking', stacks: prepared.length, objects: prepared.reduce((sum, { objects }) => sum + objects.length, 0) })
    const rehearsed = await rehearse(request, open, prepared)
    const refused = rehearsed.flatMap(({ stack, results }) => refusals(stack, results))
    if (hasErrors(refused)) return { diagnostics: refused }
    if (request.signal?.aborted) return { diagnostics: unfinished(request, [], prepared.map(({ name }) => name)) }
    const judged = judgeDirect({ selection: request.selection, force: request.force ?? false, now: tools.now() }, open, rehearsed)
    if (hasErrors(judged)) return { diagnostics: judged }
    const { diagnostics: applied, ...outcome } = await verifiedAfter(await applyAll(request, tools, open, prepared), open, request)
    return { ...outcome, diagnostics: [...judged, ...applied] }
  })
}

async function rehearse({ force = false, parallel, signal }: DirectRequest, { sites }: OpenPlace, prepared: readonly PreparedStack[]): Promise<RehearsedStack[]> {
  const { done } = await inLevels(prepared, { parallel, signal }, async (stack) => {
    const results = await applyManifests(sites.get(stack.site)!.cluster, stack.objects, { dryRun: true, force })
    return { ok: true, results }
  })
  return done.map(({ item: stack, result: { results } }) => ({ stack, results }))
}

async function applyAll(request: DirectRequest, tools: SiteTools, { sites }: OpenPlace, prepared: readonly PreparedStack[]): Promise<{ readonly diagnostics: Diagnostic[]; readonly result: DirectApplied }> {
  const { force = false, parallel, signal, onEvent } = request
  const set = contentHash(prepared.map(({ name, definition }) => [name, definition]))
  const names = prepared.map(({ name }) => name)
  const { done, notStarted } = await journalled({ request, tools, act: 'direct', set, stacks: names }, (step) => inLevels(prepared, { parallel, signal }, (stack) => step(stack.name, null, async () => {
    const other = await checkClusters([sites.get(stack.site)!])
    if (hasErrors(other)) return { ok: false, summary: 'another cluster', problems: other, counts: countsOf([]) }
    onEvent?.({ type: 'stack', stack: stack.name, state: 'started' })
    const results = await applyManifests(sites.get(stack.site)!.cluster, stack.objects, { force })
    const [counts, problems] = [countsOf(results), refusals(stack, results)]
    onEvent?.({ type: 'stack', stack: stack.name, state: problems.length === 0 ? 'applied' : 'failed', counts })
    return { ok: problems.length === 0, summary: JSON.stringify(counts), problems, counts }
  })))
  const ended = done.map(({ item, result }) => ({ stack: item.name, site: item.site, state: result.ok ? 'applied' as const : 'failed' as const, counts: result.counts }))
  const left = notStarted.map(({ name, site }) => ({ stack: name, site, state: 'not_started' as const, counts: countsOf([]) }))
  const stacks = [...ended, ...left].sort((a, b) => names.indexOf(a.stack) - names.indexOf(b.stack))
  return { diagnostics: [...done.flatMap(({ result }) => result.problems), ...unfinished(request, ended.map(({ stack }) => stack), left.map(({ stack }) => stack))], result: { stacks } }
}

function refusals({ name: stack, site }: StackTask, results: readonly ManifestResult[]): Diagnostic[] {
  return results.flatMap(({ object, refusal }) => {
    const where = { stack, site, object: objectName(object), message: refusal?.message ?? '-' }
    if (refusal?.reason === 'conflict') return [problem('STK_FIELD_CONFLICT', where)]
    return refusal ? [problem('STK_REFUSED', { ...where, reason: refusal.reason })] : []
  })
}

function countsOf(results: readonly ManifestResult[]): ObjectCounts {
  const count = (outcome: ManifestResult['outcome']): number => results.filter((result) => result.outcome === outcome).length
  return { created: count('created'), changed: count('changed'), unchanged: count('unchanged'), refused: count('refused'), skipped: count('skipped') }
}
