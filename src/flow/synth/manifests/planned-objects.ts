import type { Json, JsonObject } from '../../../model/json.js'
import type { KubernetesObject } from '../../../model/kubernetes-object.js'
import { asObject, type Resource } from '../output/read-output.js'
import { resourceKinds } from './kinds.js'
import { restate } from './restate.js'

/** What is to become of one object, by its resource: as it stands, undefined where it does not, and as it will. */
export interface PlannedObject {
  readonly resource: Resource
  readonly before: KubernetesObject | undefined
  readonly after: KubernetesObject
  readonly action: 'create' | 'update' | 'no-op'
  /** It stands there without a sign of ours, and is taken over because that was asked for. */
  readonly isTakenOver: boolean
}

/** What a tool's `show -json` would say of objects that are applied without one; the format is 1.2 of OpenTofu. */
export function planOfObjects(objects: readonly PlannedObject[]): Json {
  return { format_version: '1.2', resource_changes: objects.map(changeOf) }
}

function changeOf({ resource, before, after, action, isTakenOver }: PlannedObject): Json {
  const { address, type, id: name } = resource
  const change = { actions: [action], before: before ? valuesOf(type, before) : null, after: valuesOf(type, after) }
  return { address, mode: 'managed', type, name, change: isTakenOver ? { ...change, importing: { id: address } } : change }
}

/** A manifest is what was asked for and what will stand there: one and the same here, because the server has said it. */
function valuesOf(type: string, object: KubernetesObject): JsonObject {
  const { apiVersion, kind, metadata, status: _status, ...rest } = object
  const stated = { ...rest, metadata: ofPeople(metadata) }
  const known = resourceKinds[type]
  return known ? restate(stated, known.shape) : { manifest: { apiVersion, kind, ...stated }, object: { apiVersion, kind, ...stated } }
}

/** Without what the server notes on every object. */
function ofPeople({ name, namespace, labels, annotations }: KubernetesObject['metadata']): JsonObject {
  return asObject(Object.fromEntries(Object.entries({ name, namespace, labels, annotations }).filter(([, value]) => value !== undefined)))
}
