import { problem, type Diagnostic } from '../../diagnostics/diagnostic.js'
import { differences, strangersAmong, type Difference } from '../../flow/synth/manifests/drift.js'
import type { Json } from '../../model/json.js'
import { objectName, referenceTo, type KubernetesObject } from '../../model/kubernetes-object.js'
import type { Cluster } from '../../ports/cluster.js'
import { sideBySide } from './side-by-side.js'

/** Requests that are under way at once. */
const atOnce = 8

interface Extent {
  /** Whether `desired` is all that the stacks hold for the cluster. */
  readonly complete: boolean
}

/**
 * How one cluster differs from the objects of its stacks, read past the state of any tool. Objects that bear our labels are looked for
 * among the kinds the stacks use; with `complete` false (a selection of stacks), those are not judged, for they may be another stack's.
 */
export async function apiDrift(cluster: Cluster, desired: readonly KubernetesObject[], { complete }: Extent): Promise<readonly Difference[]> {
  const found = new Map<KubernetesObject, readonly Difference[]>()
  await sideBySide(desired, atOnce, async (object) => void found.set(object, differences(object, await cluster.read(referenceTo(object)))))
  const strangers = complete ? strangersAmong(desired, await ofSameKinds(cluster, desired)) : []
  return [...desired.flatMap((object) => found.get(object) ?? []), ...strangers]
}

async function ofSameKinds(cluster: Cluster, desired: readonly KubernetesObject[]): Promise<readonly KubernetesObject[]> {
  const kinds = [...new Map(desired.map(({ apiVersion, kind }) => [`${apiVersion} ${kind}`, { apiVersion, kind }])).values()]
  const lists: (readonly KubernetesObject[])[] = []
  await sideBySide(kinds, atOnce, async (kind) => void lists.push(await cluster.list(kind)))
  return lists.flat().sort((a, b) => (objectName(referenceTo(a)) < objectName(referenceTo(b)) ? -1 : 1))
}

/** Each difference as a problem that names the object and the field. */
export function driftDiagnostics(site: string, found: readonly Difference[]): Diagnostic[] {
  return found.map((difference) => {
    const where = { site, object: objectName(difference.object) }
    switch (difference.kind) {
      case 'missing': return problem('K8S_DRIFT_MISSING', where)
      case 'stranger': return problem('K8S_DRIFT_STRANGER', where)
      case 'label': return problem('K8S_DRIFT_LABEL', { ...where, path: difference.path, live: difference.live })
      case 'field': {
        const [desired, live] = [difference.desired, difference.live].map((value) => shown(value, difference.path))
        return problem('K8S_DRIFT_FIELD', { ...where, path: difference.path, desired: desired!, live: live! })
      }
    }
  })
}

/** What somebody set by hand may be a password: values of settings are not told, only that they differ. */
const settings = /\.env\.|^(data|binaryData|stringData)\./

function shown(value: Json, path: string): string {
  if (value === null) return '-'
  if (settings.test(path)) return '***'
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.length > 120 ? `${text.slice(0, 117)}…` : text
}
