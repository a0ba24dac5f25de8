import { asObject, text } from '../output/read-output.js'
import type { ResourceChange } from './parse-plan.js'

/**
 * Kinds whose loss takes data, opens a domain or strands everything that leans on them, and that the next apply does not bring back as they
 * were. Deployments, Services, ConfigMaps and disruption budgets are left out: the next apply makes them again, equal.
 */
const guarded: ReadonlySet<string> = new Set([
  // Everything inside goes with them.
  'Namespace', 'CustomResourceDefinition',
  // Data.
  'PersistentVolumeClaim', 'PersistentVolume', 'StatefulSet', 'Cluster',
  // What keeps tenants apart and within their bounds.
  'ResourceQuota', 'LimitRange', 'NetworkPolicy',
  // Pods and volumes that name them are refused without them.
  'PriorityClass', 'StorageClass',
  // The way of the users.
  'HTTPRoute', 'Gateway', 'GatewayClass',
])

export function isGuarded(change: ResourceChange): boolean {
  return guarded.has(lostKind(change))
}

/** Kind of what is there now: a manifest that is replaced may be of another kind afterwards. */
export function lostKind({ type, before }: ResourceChange): string {
  return kindOf({ type, before, after: undefined })
}

/** Kubernetes kind of a resource: `kubernetes_network_policy_v1` is NetworkPolicy, and a manifest says its own. */
export function kindOf({ type, before, after }: Pick<ResourceChange, 'type' | 'before' | 'after'>): string {
  if (type === 'kubernetes_manifest') return text(asObject(asObject(after ?? before).manifest).kind) ?? type
  const words = type.replace(/^kubernetes_/, '').replace(/_v\d+((alpha|beta)\d+)?$/, '').split('_')
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')
}
