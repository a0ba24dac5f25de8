import type { KubernetesObject } from '../../../model/kubernetes-object.js'
import { labelKeys } from '../labels.js'
import { asList, at, text } from '../output/read-output.js'

/** Under this name API servers keep which fields a direct apply has set. */
const ourManager = 'qianyun'

/** The same of provider 2.38, which tells nobody for whom it works: its typed resources, and `kubernetes_manifest`. */
const toolManagers: readonly string[] = ['HashiCorp', 'Terraform']

/** What says whose an object is; the role is left out, for it changes when the DR site takes over. */
const identity = [labelKeys.managedBy, labelKeys.system, labelKeys.domain, labelKeys.gateway, labelKeys.exchange, labelKeys.site]

/** Whether an object bears a label that only ours do. */
export function bearsOurLabels({ metadata: { labels } }: KubernetesObject): boolean {
  return labels?.[labelKeys.managedBy] === 'qianyun' || labels?.[labelKeys.system] !== undefined
}

/**
 * Whether a live object may be changed without taking it from somebody: it bears our labels, or we have applied it before. Where a stack
 * gives an object no label by which it could be known (policies, quotas, priorities), it is enough that the tool has made it.
 */
export function isKnown(wanted: KubernetesObject, live: KubernetesObject): boolean {
  return bearsOurLabels(live) || isAppliedBy(live, [ourManager]) || (identityOf(wanted).length === 0 && isAppliedBy(live, toolManagers))
}

/** Whether a live object says itself that it is the one of this stack, system, domain and site: what is deleted by its name alone must. */
export function saysItIs(wanted: KubernetesObject, live: KubernetesObject): boolean {
  const stated = identityOf(wanted)
  if (stated.length === 0) return isAppliedBy(live, [ourManager, ...toolManagers])
  return stated.every(([key, value]) => live.metadata.labels?.[key] === value)
}

function identityOf({ metadata: { labels = {} } }: KubernetesObject): (readonly [key: string, value: string])[] {
  return identity.flatMap((key) => (labels[key] === undefined ? [] : [[key, labels[key]] as const]))
}

function isAppliedBy({ metadata }: KubernetesObject, managers: readonly string[]): boolean {
  return asList(metadata['managedFields']).some((entry) => managers.includes(text(at(entry, 'manager')) ?? ''))
}
