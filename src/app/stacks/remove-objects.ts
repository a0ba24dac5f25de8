import { problem, warning, type Diagnostic } from '../../diagnostics/diagnostic.js'
import { saysItIs } from '../../flow/synth/manifests/ownership.js'
import { minutes, seconds, type Duration } from '../../model/duration.js'
import { objectName, referenceTo, type KubernetesObject } from '../../model/kubernetes-object.js'
import type { Cluster } from '../../ports/cluster.js'
import type { OpenSite } from './site-access.js'
import { sideBySide } from './side-by-side.js'

/** Requests that are under way at once. */
const atOnce = 8

/** As long as the provider waits for a namespace: one with a system in it takes 24 s on a quiet cluster. */
const patience = minutes(5)
const lookAgain = seconds(0.5)

/**
 * Deletes the objects of a stack and waits until they are gone. A namespace takes all that is in it along, so what lies in a namespace
 * of the same stack is left to it. What does not say itself that it is the stack's is told and left. What is not gone in time is told;
 * deleting again goes on where it stands.
 */
export async function removeObjects(
  { cluster, target: { site } }: Pick<OpenSite, 'cluster' | 'target'>, objects: readonly KubernetesObject[], signal?: AbortSignal, limit: Duration = patience,
): Promise<Diagnostic[]> {
  const left = await leftAlone(cluster, objects)
  const going = new Set(rootsOf(objects).filter((object) => !left.has(object)).map(referenceTo))
  await sideBySide([...going], atOnce, (object) => cluster.remove(object))
  const deadline = performance.now() + Number(limit)
  while (going.size > 0 && performance.now() < deadline && signal?.aborted !== true) {
    await sideBySide([...going], atOnce, async (object) => void ((await cluster.read(object)) ?? going.delete(object)))
    if (going.size > 0) await new Promise((resolve) => setTimeout(resolve, lookAgain))
  }
  return [...leftDiagnostics(site, left), ...[...going].map((object) => problem('STK_STILL_THERE', { object: objectName(object), site }))]
}

/** Objects that would go by their name and are somebody else's by what stands on them, and with a namespace all that is to be in it. */
export async function leftAlone(cluster: Cluster, objects: readonly KubernetesObject[]): Promise<ReadonlySet<KubernetesObject>> {
  const left = new Set<KubernetesObject>()
  await sideBySide(rootsOf(objects), atOnce, async (object) => {
    const live = await cluster.read(referenceTo(object))
    if (live && !saysItIs(object, live)) left.add(object)
  })
  const closed = namespacesIn([...left])
  return new Set(objects.filter((object) => left.has(object) || closed.has(object.metadata.namespace ?? '')))
}

/** One line for a namespace, none for what lies in it. */
export function leftDiagnostics(site: string, left: ReadonlySet<KubernetesObject>): Diagnostic[] {
  return rootsOf([...left]).map((object) => warning('STK_LEFT_ALONE', { object: objectName(referenceTo(object)), site }))
}

/** The last first: namespaces after what lies in those of others. */
function rootsOf(objects: readonly KubernetesObject[]): KubernetesObject[] {
  const namespaces = namespacesIn(objects)
  return objects.filter(({ metadata: { namespace } }) => namespace === undefined || !namespaces.has(namespace)).reverse()
}

function namespacesIn(objects: readonly KubernetesObject[]): ReadonlySet<string> {
  return new Set(objects.flatMap(({ kind, metadata }) => (kind === 'Namespace' ? [metadata.name] : [])))
}
