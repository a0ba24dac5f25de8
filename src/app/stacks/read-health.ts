import { DiagnosticError } from '../../diagnostics/diagnostic.js'
import { certificateSecrets } from '../../flow/verify/health/certificates.js'
import type { Found } from '../../flow/verify/health/health.js'
import { referenceTo, type KubernetesObject, type ObjectReference } from '../../model/kubernetes-object.js'
import type { Cluster, ObjectFilter } from '../../ports/cluster.js'
import { sideBySide } from './side-by-side.js'

type Kind = Pick<ObjectReference, 'apiVersion' | 'kind'>

/** What controllers make of the stacks' objects, and tell about them. */
const besides: readonly Kind[] = [
  { apiVersion: 'v1', kind: 'Pod' }, { apiVersion: 'discovery.k8s.io/v1', kind: 'EndpointSlice' }, { apiVersion: 'v1', kind: 'Event' },
]
const storageClasses: Kind = { apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass' }

/** From this many namespaces on the whole cluster is listed: a request a kind instead of one a kind and namespace. */
const manyNamespaces = 4

/** Requests that are under way at once. */
const atOnce = 8

/** Reads all that judging the health of these objects takes. What may not be read is named among `hidden`. */
export async function readHealth(cluster: Cluster, desired: readonly KubernetesObject[], now: number): Promise<Found> {
  const live: KubernetesObject[] = []
  const hidden: ObjectReference[] = []
  const namespaced = desired.filter(({ metadata }) => metadata.namespace !== undefined)
  const listings = listingsOf(namespaced).map(({ kind, filter }) => async () => {
    const found = await allowed(cluster.list(kind, filter))
    if (found) live.push(...found)
    else hidden.push(...namespaced.filter((object) => object.kind === kind.kind && object.apiVersion === kind.apiVersion).map(referenceTo))
  })
  const clusterWide = desired.filter(({ metadata }) => metadata.namespace === undefined).map(referenceTo)
  const single = [...clusterWide, ...certificateSecrets(desired)].map((reference) => async () => {
    const found = await allowed(cluster.read(reference).then((object) => [object].flatMap((one) => one ?? [])))
    if (found) live.push(...found)
    else hidden.push(reference)
  })
  await sideBySide([...listings, ...single], atOnce, (ask) => ask())
  return { desired, live: inOrder(live), hidden, now }
}

function listingsOf(desired: readonly KubernetesObject[]): readonly { readonly kind: Kind; readonly filter: ObjectFilter }[] {
  const namespaces = [...new Set(desired.flatMap(({ metadata }) => metadata.namespace ?? []))].sort()
  const filters: readonly ObjectFilter[] = namespaces.length < manyNamespaces ? namespaces.map((namespace) => ({ namespace })) : [{}]
  const kinds = new Map([...desired, ...besides].map(({ apiVersion, kind }) => [`${apiVersion} ${kind}`, { apiVersion, kind }]))
  return [...[...kinds.values()].flatMap((kind) => filters.map((filter) => ({ kind, filter }))), { kind: storageClasses, filter: {} }]
}

/** Undefined where the account of the kubeconfig lacks the right. */
async function allowed(answer: Promise<readonly KubernetesObject[]>): Promise<readonly KubernetesObject[] | undefined> {
  return answer.catch((error: unknown) => {
    if (error instanceof DiagnosticError && error.diagnostics.every(({ code }) => code === 'K8S_FORBIDDEN')) return undefined
    throw error
  })
}

/** Answers come in any order. */
function inOrder(objects: readonly KubernetesObject[]): readonly KubernetesObject[] {
  const key = ({ apiVersion, kind, metadata: { namespace = '', name } }: KubernetesObject): string => `${apiVersion} ${kind} ${namespace} ${name}`
  return [...objects].sort((a, b) => (key(a) < key(b) ? -1 : 1))
}
