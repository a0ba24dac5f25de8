import type { Json, JsonObject } from '../../model/json.js'
import { referenceTo, type KubernetesObject, type ObjectReference } from '../../model/kubernetes-object.js'
import type { Applied, ApplyOptions, Cluster, Refusal } from '../../ports/cluster.js'

export interface SimulatedClusterOptions {
  readonly uid: string
  /** Kinds that are served, `apps/v1 Deployment`. */
  readonly kinds: readonly string[]
}

/** An API server in memory: namespaces, field managers and versions, but no admission and no controllers. */
export interface SimulatedCluster extends Cluster {
  /** Server-side apply as this manager, by force. What controllers write (status) comes in this way too. */
  applyAs(manager: string, object: KubernetesObject): void
}

/** Leaves of an object by their path; a list is one leaf, an empty object as well. */
type Leaves = ReadonlyMap<string, Json>

interface Stored {
  readonly reference: ObjectReference
  readonly version: number
  readonly owners: ReadonlyMap<string, Leaves>
}

const us = 'qianyun'

export function createSimulatedCluster({ uid, kinds }: SimulatedClusterOptions): SimulatedCluster {
  const objects = new Map<string, Stored>()
  let version = 0

  function serves({ apiVersion, kind }: Pick<ObjectReference, 'apiVersion' | 'kind'>): boolean {
    return kinds.includes(`${apiVersion} ${kind}`)
  }

  function refuse(object: KubernetesObject, leaves: Leaves, force: boolean): Refusal | undefined {
    const { kind, apiVersion, metadata: { name, namespace } } = object
    if (!serves(object)) return { reason: 'kind_unknown', message: `no matches for kind "${kind}" in version "${apiVersion}"` }
    if (!/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/.test(name)) return { reason: 'invalid', message: `metadata.name: Invalid value: "${name}"` }
    if (namespace !== undefined && !objects.has(keyOf({ apiVersion: 'v1', kind: 'Namespace', namespace: null, name: namespace }))) {
      return { reason: 'namespace_missing', message: `namespaces "${namespace}" not found` }
    }
    const disputed = force ? [] : conflicts(objects.get(keyOf(referenceTo(object))), leaves)
    return disputed.length > 0 ? { reason: 'conflict', message: `conflict with "${disputed.join('", "')}"` } : undefined
  }

  function store(manager: string, object: KubernetesObject, leaves: Leaves): Stored {
    const before = objects.get(keyOf(referenceTo(object)))
    const others = [...(before?.owners ?? [])].filter(([owner]) => owner !== manager).map(([owner, theirs]) => {
      return [owner, new Map([...theirs].filter(([path, value]) => !leaves.has(path) || same(leaves.get(path), value)))] as const
    })
    const after = { reference: referenceTo(object), version: version + 1, owners: new Map([...others, [manager, leaves]]) }
    return before && same(treeOf(before), treeOf(after)) ? { ...after, version: before.version } : after
  }

  function keep(stored: Stored): void {
    version = Math.max(version, stored.version)
    objects.set(keyOf(stored.reference), stored)
  }

  async function apply(object: KubernetesObject, { dryRun = false, force = false }: ApplyOptions = {}): Promise<Applied> {
    const leaves = leavesOf(object)
    const refusal = refuse(object, leaves, force)
    if (refusal) return { outcome: 'refused', refusal }
    const before = objects.get(keyOf(referenceTo(object)))
    const after = store(us, object, leaves)
    if (!dryRun) keep(after)
    const { object: live } = liveOf(after)
    return before ? { outcome: before.version === after.version ? 'unchanged' : 'changed', object: live, before: liveOf(before).object } : { outcome: 'created', object: live }
  }

  return {
    uid: async () => uid,
    version: async () => 'v1.34.0',
    serves: async (kind) => serves(kind),
    read: async (reference) => {
      const stored = objects.get(keyOf(reference))
      return stored && liveOf(stored).object
    },
    list: async ({ apiVersion, kind }, { namespace, labels = {} } = {}) => {
      return [...objects.values()].map(liveOf)
        .filter(({ reference }) => reference.apiVersion === apiVersion && reference.kind === kind)
        .filter(({ reference }) => namespace === undefined || reference.namespace === namespace)
        .filter(({ object }) => Object.entries(labels).every(([key, value]) => object.metadata.labels?.[key] === value))
        .sort((a, b) => (keyOf(a.reference) < keyOf(b.reference) ? -1 : 1)).map(({ object }) => object)
    },
    apply,
    remove: async (reference) => void objects.delete(keyOf(reference)),
    close: async () => {},
    applyAs: (manager, object) => keep(store(manager, object, leavesOf(object))),
  }
}

function keyOf({ apiVersion, kind, namespace, name }: ObjectReference): string {
  return `${apiVersion} ${kind} ${namespace ?? ''} ${name}`
}

function leavesOf(value: JsonObject, path: readonly string[] = []): Leaves {
  return new Map(Object.entries(value).flatMap(([key, child]) => {
    const here = [...path, key]
    const isParent = typeof child === 'object' && child !== null && !Array.isArray(child) && Object.keys(child).length > 0
    return isParent ? [...leavesOf(child as JsonObject, here)] : child === undefined ? [] : [[JSON.stringify(here), child] as const]
  }))
}

function liveOf(stored: Stored): { readonly reference: ObjectReference; readonly object: KubernetesObject } {
  const { reference, version, owners } = stored
  const tree = treeOf(stored)
  put(tree, ['metadata', 'resourceVersion'], String(version))
  put(tree, ['metadata', 'managedFields'], [...owners.keys()].map((manager) => ({ manager, operation: 'Apply' })))
  return { reference, object: tree as KubernetesObject }
}

function treeOf({ owners }: Stored): Record<string, unknown> {
  const tree: Record<string, unknown> = {}
  for (const [path, value] of [...owners.values()].flatMap((leaves) => [...leaves])) put(tree, JSON.parse(path) as string[], value)
  return tree
}

function put(tree: Record<string, unknown>, [key, ...rest]: readonly string[], value: Json): void {
  if (key === undefined) return
  if (rest.length === 0) tree[key] = value
  else {
    const child = typeof tree[key] === 'object' && tree[key] !== null ? { ...tree[key] } : {}
    put(child, rest, value)
    tree[key] = child
  }
}

/** Who owns a field that is to get another value. */
function conflicts(stored: Stored | undefined, leaves: Leaves): string[] {
  const disputes = (theirs: Leaves): boolean => [...leaves].some(([path, value]) => theirs.has(path) && !same(theirs.get(path), value))
  return [...(stored?.owners ?? [])].filter(([owner, theirs]) => owner !== us && disputes(theirs)).map(([owner]) => owner)
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
