import { problem, type Diagnostic } from '../../diagnostics/diagnostic.js'
import { bearsOurLabels } from '../../flow/synth/manifests/ownership.js'
import { asList, asObject, at, text } from '../../flow/synth/output/read-output.js'
import type { JsonObject } from '../../model/json.js'
import { objectName, referenceTo, type KubernetesObject } from '../../model/kubernetes-object.js'
import type { Cluster } from '../../ports/cluster.js'
import type { OpenPlace } from './open-place.js'
import type { PreparedStack } from './prepared-stacks.js'
import { sideBySide } from './side-by-side.js'

/** Requests that are under way at once. */
const atOnce = 8

/** What runs, and what holds data. */
const kinds = [
  ...['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet'].map((kind) => ({ apiVersion: 'apps/v1', kind })),
  ...['CronJob', 'Job'].map((kind) => ({ apiVersion: 'batch/v1', kind })),
  ...['ReplicationController', 'Pod', 'PersistentVolumeClaim'].map((kind) => ({ apiVersion: 'v1', kind })),
]

/** A namespace takes along what others have put into it: they are named, and it stays. */
export async function strangersInside(stacks: readonly PreparedStack[], { sites }: Pick<OpenPlace, 'sites'>): Promise<Diagnostic[]> {
  const found: Diagnostic[] = []
  for (const { name: stack, site, objects } of stacks) {
    const namespaces = objects.filter(({ kind }) => kind === 'Namespace').map(({ metadata: { name } }) => name)
    for (const namespace of namespaces) {
      const strangers = await strangersIn(sites.get(site)!.cluster, namespace, objects)
      if (strangers.length > 0) found.push(problem('STK_STRANGERS_INSIDE', { stack, site, namespace, count: strangers.length, objects: shown(strangers) }))
    }
  }
  return found
}

/** Objects of nobody we know. What a controller makes of ours is ours, and what it makes of theirs is told by its owner. */
async function strangersIn(cluster: Cluster, namespace: string, objects: readonly KubernetesObject[]): Promise<KubernetesObject[]> {
  const here = objects.filter(({ metadata }) => metadata.namespace === namespace)
  const there: KubernetesObject[] = []
  await sideBySide(kinds, atOnce, async (kind) => void there.push(...(await cluster.list(kind, { namespace }))))
  const ours = new Set([...here, ...there.filter((object) => bearsOurLabels(object) || isClaimOf(object, here))].map(keyOf))
  const isLeft = (object: KubernetesObject): boolean => !ours.has(keyOf(object))
  for (let found = [...there]; found.length > 0;) {
    found = there.filter((object) => isLeft(object) && ownersOf(object).some((owner) => ours.has(owner)))
    for (const object of found) ours.add(keyOf(object))
  }
  const strangers = there.filter(isLeft)
  const theirs = new Set(strangers.map(keyOf))
  return strangers.filter((object) => !ownersOf(object).some((owner) => theirs.has(owner)))
}

/** Claims that a stateful set has made bear the labels it selects by, and no owner. */
function isClaimOf({ kind, metadata: { labels = {} } }: KubernetesObject, here: readonly KubernetesObject[]): boolean {
  const selectors = here.filter((object) => object.kind === 'StatefulSet').map(({ spec }) => Object.entries(asObject(at(spec, 'selector', 'matchLabels'))))
  return kind === 'PersistentVolumeClaim' && selectors.some((selector) => selector.length > 0 && selector.every(([key, value]) => labels[key] === value))
}

function ownersOf({ metadata }: KubernetesObject): string[] {
  return asList(metadata['ownerReferences']).map((owner) => nameOf(asObject(owner)))
}

function keyOf({ apiVersion, kind, metadata: { name } }: KubernetesObject): string {
  return nameOf({ apiVersion, kind, name })
}

/** Within a namespace; versions of one group show the same object. */
function nameOf({ apiVersion, kind, name }: JsonObject): string {
  const version = text(apiVersion) ?? ''
  return `${version.includes('/') ? version.split('/')[0] : ''} ${text(kind)} ${text(name)}`
}

function shown(strangers: readonly KubernetesObject[]): string {
  const names = strangers.map((object) => objectName(referenceTo(object))).sort()
  return [...names.slice(0, 5), ...(names.length > 5 ? [`+${names.length - 5}`] : [])].join(', ')
}
