import type { Json, JsonObject } from '../../../model/json.js'
import { referenceTo, type KubernetesObject, type ObjectReference } from '../../../model/kubernetes-object.js'
import { quantityOf } from '../../../model/quantity.js'
import { asObject } from '../output/read-output.js'
import { bearsOurLabels } from './ownership.js'

/** One way in which a cluster is not what the stacks say. */
export type Difference =
  | { readonly kind: 'missing'; readonly object: ObjectReference }
  /** A stated field has another value, or, with `live` null, none. `desired` null: an entry that was added to a list of ours. */
  | { readonly kind: 'field'; readonly object: ObjectReference; readonly path: string; readonly desired: Json; readonly live: Json }
  /** A label or annotation of Kubernetes itself, or one of ours, that no stack states: a plan does not show it, or an apply leaves it. */
  | { readonly kind: 'label'; readonly object: ObjectReference; readonly path: string; readonly live: string }
  /** An object with our labels that no stack holds. */
  | { readonly kind: 'stranger'; readonly object: ObjectReference }

/** How a live object differs from the one that is wanted. What is not stated is the server's business, but for its own labels. */
export function differences(desired: KubernetesObject, live: KubernetesObject | undefined): Difference[] {
  const object = referenceTo(desired)
  if (!live) return [{ kind: 'missing', object }]
  const { apiVersion: _version, kind: _kind, ...stated } = desired
  return [
    ...compareObjects(stated, live, []).map((found) => ({ kind: 'field' as const, object, ...found })),
    ...hiddenLabels(desired, live).map((found) => ({ kind: 'label' as const, object, ...found })),
  ]
}

/** Which of the objects found by our labels are in no stack. What a controller has made of ours (replica sets, slices) has an owner. */
export function strangersAmong(desired: readonly KubernetesObject[], found: readonly KubernetesObject[]): Difference[] {
  const known = new Set(desired.map(identity))
  const strangers = found.filter((object) => bearsOurLabels(object) && object.metadata['ownerReferences'] === undefined && !known.has(identity(object)))
  return strangers.map((object) => ({ kind: 'stranger', object: referenceTo(object) }))
}

/** Versions of one group show the same object. */
function identity({ apiVersion, kind, metadata }: KubernetesObject): string {
  return `${apiVersion.includes('/') ? apiVersion.split('/')[0] : ''} ${kind} ${metadata.namespace ?? ''} ${metadata.name}`
}

interface FieldDifference {
  readonly path: string
  readonly desired: Json
  readonly live: Json
}

type Path = readonly string[]

function compare(desired: Json | undefined, live: Json | undefined, path: Path): FieldDifference[] {
  if (desired === undefined || desired === null) return []
  if (Array.isArray(desired)) return compareLists(desired as readonly Json[], live, path)
  if (typeof desired === 'object') {
    const isObject = typeof live === 'object' && live !== null
    return isObject ? compareObjects(desired as JsonObject, live as JsonObject, path) : [differing(desired, live, path)]
  }
  return sameScalar(desired, live, path) ? [] : [differing(desired, live, path)]
}

function compareObjects(desired: JsonObject, live: JsonObject, path: Path): FieldDifference[] {
  return Object.keys(desired).sort().flatMap((key) => compare(desired[key], live[key], [...path, key]))
}

/** Entries with names are told apart by them, others by their place; the API keeps the order of both. */
function compareLists(desired: readonly Json[], live: Json | undefined, path: Path): FieldDifference[] {
  const found = Array.isArray(live) ? (live as readonly Json[]) : []
  if (![...desired, ...found].every((entry) => typeof entry === 'object')) return sameSet(desired, found) ? [] : [differing(desired, live, path)]
  const [wanted, there] = [desired, found].map((entries) => new Map(entries.map((entry, index) => [nameOf(entry) ?? String(index), entry])))
  const added = [...there!].filter(([name]) => !wanted!.has(name)).map(([name, entry]) => ({ path: pathText([...path, name]), desired: null, live: entry }))
  return [...[...wanted!].flatMap(([name, entry]) => compare(entry, there!.get(name), [...path, name])), ...added]
}

function nameOf(entry: Json): string | undefined {
  const { name } = asObject(entry)
  return typeof name === 'string' ? name : undefined
}

function sameSet(desired: readonly Json[], live: readonly Json[]): boolean {
  return JSON.stringify([...desired].sort()) === JSON.stringify([...live].sort())
}

/** Maps of quantities, which the server writes in its own way: `1024Mi` comes back as `1Gi`. */
const quantityFields = /^(requests|limits|hard|default|defaultRequest|max|min|maxLimitRequestRatio)$/

function sameScalar(desired: string | number | boolean, live: Json | undefined, path: Path): boolean {
  // The server leaves out what is empty by the rules of its own encoding.
  if (live === undefined || live === null) return desired === '' || desired === 0 || desired === false
  if (desired === live) return true
  if (typeof desired === 'boolean' || (typeof live !== 'string' && typeof live !== 'number')) return false
  const isQuantity = path.at(-1) === 'sizeLimit' || quantityFields.test(path.at(-2) ?? '')
  return isQuantity && quantityOf(desired) !== null && quantityOf(desired) === quantityOf(live)
}

function differing(desired: Json, live: Json | undefined, path: Path): FieldDifference {
  return { path: pathText(path), desired, live: live ?? null }
}

/** `spec.template.spec.containers.app.image`; parts with dots in brackets. */
function pathText(path: Path): string {
  return path.map((part, index) => (/[./]/.test(part) ? `[${part}]` : `${index === 0 ? '' : '.'}${part}`)).join('')
}

/** Notes of the server and its controllers on objects of anybody. */
const writtenByControllers: readonly string[] = [
  'kubernetes.io/metadata.name', 'deployment.kubernetes.io/revision', 'kubectl.kubernetes.io/last-applied-configuration',
  'pv.kubernetes.io/bind-completed', 'pv.kubernetes.io/bound-by-controller', 'volume.kubernetes.io/selected-node',
  'volume.kubernetes.io/storage-provisioner', 'volume.beta.kubernetes.io/storage-provisioner',
  'batch.kubernetes.io/controller-uid', 'batch.kubernetes.io/job-name', 'batch.kubernetes.io/job-tracking', 'batch.kubernetes.io/cronjob-scheduled-timestamp',
  'endpoints.kubernetes.io/last-change-trigger-time', 'endpointslice.kubernetes.io/managed-by',
]

/**
 * The provider removes keys of Kubernetes' hosts from what it reads (`isInternalKey`), so somebody may set one and every plan stays
 * empty. By keys of our own, network policies choose; an apply to the API server leaves alone what it does not state.
 */
const hidden = /^(([a-z0-9-]+\.)*(kubernetes|k8s)\.io|qianyun\.internal)\//

function hiddenLabels(desired: KubernetesObject, live: KubernetesObject): { readonly path: string; readonly live: string }[] {
  return (['labels', 'annotations'] as const).flatMap((part) => {
    const stated = desired.metadata[part] ?? {}
    return Object.entries(live.metadata[part] ?? {})
      .filter(([key]) => hidden.test(key) && !Object.hasOwn(stated, key) && !writtenByControllers.includes(key))
      .map(([key, value]) => ({ path: `metadata.${part}[${key}]`, live: value })).sort((a, b) => (a.path < b.path ? -1 : 1))
  })
}
