import { problem, type Diagnostic } from '../../diagnostics/diagnostic.js'
import { differences, strangersAmong, type Difference } from '../../flow/synth/manifests/drift.js'
import { labelKeys } from '../../flow/synth/labels.js'
import { objectName, referenceTo, type KubernetesObject } from '../../model/kubernetes-object.js'
import type { Cluster } from '../../ports/cluster.js'
import { sideBySide } from './side-by-side.js'

/** Requests that are under way at once. */
const atOnce = 8

/**
 * How one cluster differs from the objects of its stacks, read past the state of any tool. Objects that bear our labels are looked for
 * among the kinds the stacks use; with `complete` false (a selection of stacks), those are not judged, for they may be another stack's.
 */
export async function apiDrift(cluster: Cluster, desired: readonly KubernetesObject[], { complete }: { readonly complete: boolean }): Promise<readonly Difference[]> {
  const found = new Map<KubernetesObject, readonly Difference[]>()
  await sideBySide(desired, atOnce, async (object) => void found.set(object, differences(object, await cluster.read(referenceTo(object)))))
  const strangers = complete ? strangersAmong(desired, await labelled(cluster, desired)) : []
  return [...desired.flatMap((object) => found.get(object) ?? []), ...strangers]
}

async function labelled(cluster: Cluster, desired: readonly KubernetesObject[]): Promise<readonly KubernetesObject[]> {
  const kinds = [...new Map(desired.map(({ apiVersion, kind }) => [`${apiVersion} ${kind}`, { apiVersion, kind }])).values()]
  const lists: (readonly KubernetesObject[])[] = []
  await sideBySide(kinds, atOnce, async (kind) => void lists.push(await cluster.list(kind)))
  const ours = lists.flat().filter(({ metadata: { labels } }) => labels?.[labelKeys.managedBy] !== undefined || labels?.[labelKeys.system] !== undefined)
  return ours.sort((a, b) => (objectName(referenceTo(a)) < objectName(referenceTo(b)) ? -1 : 1))
}

/** Each difference as a problem that names the object and the field. */
export function driftDiagnostics(site: string, found: readonly Difference[]): Diagnostic[] {
  return found.map((difference) => {
    const where = { site, object: objectName(difference.object) }
    switch (difference.kind) {
      case 'missing': return problem('K8S_DRIFT_MISSING', where)
      case 'stranger': return problem('K8S_DRIFT_STRANGER', where)
      case 'label': return problem('K8S_DRIFT_LABEL', { ...where, path: difference.path, live: difference.live })
      case 'field': return problem('K8S_DRIFT_FIELD', { ...where, path: difference.path, desired: shown(difference.desired), live: shown(difference.live) })
    }
  })
}

function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return value === null ? '-' : text.length > 120 ? `${text.slice(0, 117)}…` : text
}
