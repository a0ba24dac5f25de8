import { problem, type Diagnostic } from '../../diagnostics/diagnostic.js'
import { minutes, seconds, type Duration } from '../../model/duration.js'
import { objectName, referenceTo, type KubernetesObject } from '../../model/kubernetes-object.js'
import type { Cluster } from '../../ports/cluster.js'
import { sideBySide } from './side-by-side.js'

/** Requests that are under way at once. */
const atOnce = 8

/** As long as the provider waits for a namespace: one with a system in it takes 24 s on a quiet cluster. */
const patience = minutes(5)
const lookAgain = seconds(0.5)

/**
 * Deletes the objects of a stack and waits until they are gone. A namespace takes all that is in it along, so what lies in a namespace
 * of the same stack is left to it. What is not gone in time is told; deleting again goes on where it stands.
 */
export async function removeObjects(cluster: Cluster, site: string, objects: readonly KubernetesObject[], signal?: AbortSignal, limit: Duration = patience): Promise<Diagnostic[]> {
  const namespaces = new Set(objects.flatMap(({ kind, metadata }) => (kind === 'Namespace' ? [metadata.name] : [])))
  const going = objects.map(referenceTo).filter(({ namespace }) => namespace === null || !namespaces.has(namespace)).reverse()
  await sideBySide(going, atOnce, (object) => cluster.remove(object))
  const left = new Set(going)
  const deadline = performance.now() + Number(limit)
  while (left.size > 0 && performance.now() < deadline && signal?.aborted !== true) {
    await sideBySide([...left], atOnce, async (object) => void ((await cluster.read(object)) ?? left.delete(object)))
    if (left.size > 0) await new Promise((resolve) => setTimeout(resolve, Number(lookAgain)))
  }
  return [...left].map((object) => problem('STK_STILL_THERE', { object: objectName(object), site }))
}
