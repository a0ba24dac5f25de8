import type { Diagnostic } from '../../diagnostics/diagnostic.js'
import { runPlanGates } from '../../flow/synth/plan-gates/plan-gates.js'
import type { PlannedStack } from '../../flow/synth/plan-gates/plan-set.js'
import { asList, asObject, metadataOf, resourcesOf, text, type Resource } from '../../flow/synth/output/read-output.js'
import { canonicalJson } from '../../model/canonical.js'
import type { Json, JsonObject } from '../../model/json.js'
import { objectName, referenceTo, type KubernetesObject } from '../../model/kubernetes-object.js'
import { findingDiagnostics } from './findings.js'
import type { OpenPlace, PlaceRequest } from './open-place.js'
import type { PreparedStack } from './prepared-stacks.js'
import { registriesOf } from './registries.js'

/**
 * The rules on the ways of the users hold without a tool as well: requests are shared out in another way only when `--weight` says so,
 * and by a step at a time. What the tool's plan would say of a route is put together from the live object and the wanted one.
 */
export async function judgeRoutes({ selection }: PlaceRequest, { place, sites }: OpenPlace, prepared: readonly PreparedStack[], now: Date): Promise<Diagnostic[]> {
  const plans = await Promise.all(prepared.filter(({ kind }) => kind === 'edge').map(async (stack): Promise<PlannedStack> => {
    const { cluster } = sites.get(stack.site)!
    const changes = await Promise.all(routesIn(stack).map(async ({ resource, wanted }) => changesOf(resource, wanted, await cluster.read(referenceTo(wanted)))))
    return { stack: stack.name, site: stack.site, json: { format_version: '1.2', resource_changes: changes.flat() } }
  }))
  const findings = runPlanGates({
    plans,
    stacks: prepared.map(({ synthesized }) => synthesized),
    selection: null,
    purpose: selection.weights === undefined ? 'build' : 'cutover',
    changes: place.changes ?? [],
    today: now.toISOString().slice(0, 10),
    registries: registriesOf(place),
  })
  return findingDiagnostics(findings.filter(({ gate }) => gate === 'cutover'))
}

interface Route {
  readonly resource: Resource
  readonly wanted: KubernetesObject
}

function routesIn({ synthesized, objects }: PreparedStack): Route[] {
  const byName = new Map(objects.map((object) => [objectName(referenceTo(object)), object]))
  return resourcesOf(synthesized).filter(({ type }) => type === 'kubernetes_manifest').flatMap((resource) => {
    const { name, namespace } = metadataOf(resource)
    const kind = text(asObject(resource.body['manifest'])['kind']) ?? ''
    const wanted = byName.get(objectName({ apiVersion: '', kind, namespace, name: name ?? '' }))
    return wanted && kind === 'HTTPRoute' ? [{ resource, wanted }] : []
  })
}

/** Nothing where requests go as they do now: what a server adds to a route is no change of anybody's. */
function changesOf({ address, type, id: name }: Resource, wanted: KubernetesObject, live: KubernetesObject | undefined): Json[] {
  const before = live && withWeightsOf(live, wanted)
  if (before && canonicalJson(before) === canonicalJson(wanted)) return []
  const change = { actions: [before ? 'update' : 'create'], before: before ? { manifest: before } : null, after: { manifest: wanted } }
  return [{ address, mode: 'managed', type, name, change }]
}

/** The wanted route with the sides and shares that are in force. */
function withWeightsOf(live: KubernetesObject, wanted: KubernetesObject): KubernetesObject {
  const rules = rulesOf(wanted).map((rule, index) => {
    const inForce = backendsOf(rulesOf(live)[index])
    const known = new Map(backendsOf(rule).map((backend) => [backend['name'], backend]))
    return { ...asObject(rule), backendRefs: inForce.map(({ name, weight = 1 }) => ({ ...known.get(name), name, weight })) }
  })
  return { ...wanted, spec: { ...asObject(wanted['spec']), rules } }
}

function rulesOf({ spec }: KubernetesObject): readonly Json[] {
  return asList(asObject(spec)['rules'])
}

function backendsOf(rule: Json | undefined): JsonObject[] {
  return asList(asObject(rule)['backendRefs']).map(asObject)
}
