import { problem, type Diagnostic } from '../../../diagnostics/diagnostic.js'
import type { Json, JsonObject } from '../../../model/json.js'
import type { KubernetesObject } from '../../../model/kubernetes-object.js'
import { asObject, at, resourcesOf, text, type Resource, type SynthesizedStack } from '../output/read-output.js'
import { convert } from './convert.js'
import { defaultsOf, fill, type Gaps, type Variables } from './fill.js'
import { resourceKinds } from './kinds.js'
import { inApplyOrder } from './order.js'

export interface Manifests {
  /** In the order in which they can be applied, one after the other. */
  readonly objects: readonly KubernetesObject[]
  /** Which resource each object was made of. */
  readonly resources: ReadonlyMap<KubernetesObject, Resource>
  /** What could not be converted, each an error: objects with a problem are not among `objects`. */
  readonly diagnostics: readonly Diagnostic[]
}

/** The objects that applying a stack would create, as the provider sends them. Pure: the same stack and variables give the same objects. */
export function manifestsOf(stack: SynthesizedStack, variables: Variables): Manifests {
  const values = { ...defaultsOf(stack.json), ...variables }
  const made = resourcesOf(stack).map((resource) => ({ resource, ...manifestOf(stack, resource, values) }))
  const resources = new Map(made.flatMap(({ object, resource }) => (object ? [[object, resource] as const] : [])))
  return { objects: inApplyOrder([...resources.keys()]), resources, diagnostics: made.flatMap(({ diagnostics }) => diagnostics) }
}

interface Made {
  readonly object?: KubernetesObject
  readonly diagnostics: readonly Diagnostic[]
}

function manifestOf(stack: SynthesizedStack, resource: Resource, variables: Variables): Made {
  const where = { stack: stack.name, resource: resource.address }
  const problems = new Map<string, Diagnostic>()
  const gaps: Gaps = {
    missing: (variable) => problems.set(variable, problem('K8S_VARIABLE_MISSING', { ...where, variable, site: siteOf(stack) })),
    expression: (expression) => problems.set(expression, problem('K8S_EXPRESSION', { ...where, expression })),
  }
  const object = objectOf(resource, (field) => problems.set(field, problem('K8S_FIELD_UNKNOWN', { ...where, field })))
  if (!object) return { diagnostics: [problem('K8S_RESOURCE_UNKNOWN', where)] }
  const filled = fill(object, variables, gaps) as KubernetesObject
  return problems.size > 0 ? { diagnostics: [...problems.values()] } : { object: filled, diagnostics: [] }
}

function siteOf({ json }: SynthesizedStack): string {
  return text(at(json, 'provider', 'kubernetes', 'config_context')) ?? '-'
}

function objectOf({ type, body }: Resource, unknown: (field: string) => void): Json | undefined {
  if (type === 'kubernetes_manifest') return body['manifest']
  const known = resourceKinds[type]
  if (!known) return undefined
  const { metadata, ...rest } = convert(body, known.shape, unknown)
  return { apiVersion: known.apiVersion, kind: known.kind, metadata: withNamespace(asObject(metadata), known.clusterWide ?? false), ...rest }
}

function withNamespace(metadata: JsonObject, clusterWide: boolean): JsonObject {
  return clusterWide || metadata['namespace'] !== undefined ? metadata : { ...metadata, namespace: 'default' }
}
