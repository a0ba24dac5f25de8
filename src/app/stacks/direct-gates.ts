import { hasErrors, problem, type Diagnostic } from '../../diagnostics/diagnostic.js'
import { differences } from '../../flow/synth/manifests/drift.js'
import { isKnown } from '../../flow/synth/manifests/ownership.js'
import { planOfObjects, type PlannedObject } from '../../flow/synth/manifests/planned-objects.js'
import type { PlanPurpose } from '../../flow/synth/plan-gates/plan-set.js'
import { objectName, referenceTo, type KubernetesObject } from '../../model/kubernetes-object.js'
import { driftDiagnostics } from './api-drift.js'
import type { ManifestResult } from './apply-manifests.js'
import { findingDiagnostics } from './findings.js'
import { judgePlans } from './judge-plans.js'
import type { OpenPlace, PlaceRequest } from './open-place.js'
import type { PreparedStack } from './prepared-stacks.js'

/** What a dry run of one stack has shown, in the order of its objects. */
export interface RehearsedStack {
  readonly stack: PreparedStack
  readonly results: readonly ManifestResult[]
}

interface Direct extends Pick<PlaceRequest, 'selection'> {
  readonly force: boolean
  readonly now: Date
}

/**
 * The gates on plans hold without a tool as well. What its plan would say is put together from the answers to the dry run: each object as
 * it stands and as the server would have it. Three things only a tool's state can tell: nothing is deleted; an object without a sign of
 * ours is not taken over unless that is asked for; and what was changed by hand shows as a conflict of field managers.
 */
export function judgeDirect({ selection, force, now }: Direct, open: OpenPlace, rehearsed: readonly RehearsedStack[]): Diagnostic[] {
  const foreign = rehearsed.flatMap(({ stack, results }) => results.flatMap((result, index) => foreignOf(stack, stack.objects[index]!, result)))
  const wrong = [...(force ? [] : foreign), ...rehearsed.flatMap(strangeLabels)]
  if (hasErrors(wrong)) return wrong
  const plans = rehearsed.map(({ stack, results }) => {
    return { stack: stack.name, site: stack.site, json: planOfObjects(results.map((result, index) => plannedObject(stack, stack.objects[index]!, result))) }
  })
  return findingDiagnostics(judgePlans({ selection }, open, { plans, purpose: purposeOf(selection), today: now.toISOString().slice(0, 10) }))
}

/** As `qianyun stacks plan` says it by its options. */
function purposeOf({ promoted = [], weights }: PlaceRequest['selection']): PlanPurpose {
  if (promoted.length > 0) return 'promote'
  return weights === undefined ? 'build' : 'cutover'
}

function foreignOf({ name: stack, site }: PreparedStack, wanted: KubernetesObject, { before }: ManifestResult): Diagnostic[] {
  return before === undefined || isKnown(wanted, before) ? [] : [problem('STK_NOT_OURS', { stack, site, object: objectName(referenceTo(wanted)) })]
}

/** Policies choose namespaces by our labels. One that no stack states would stay where it is, and with it the way it opens. */
function strangeLabels({ stack: { site, objects }, results }: RehearsedStack): Diagnostic[] {
  return results.flatMap(({ after }, index) => {
    const wanted = objects[index]!
    const found = after && wanted.kind === 'Namespace' ? differences(wanted, after) : []
    return driftDiagnostics(site, found.filter((difference) => difference.kind === 'label' && difference.path.startsWith('metadata.labels[qianyun.internal/')))
  })
}

/** A server that was not asked has no such object: its namespace is not there yet. */
function plannedObject({ resources }: PreparedStack, wanted: KubernetesObject, { outcome, before, after = wanted }: ManifestResult): PlannedObject {
  const action = before === undefined ? 'create' : outcome === 'changed' ? 'update' : 'no-op'
  return { resource: resources.get(wanted)!, before, after, action, isTakenOver: before !== undefined && !isKnown(wanted, before) }
}
