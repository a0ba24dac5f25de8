import { objectName, referenceTo, type KubernetesObject } from '../../../model/kubernetes-object.js'

/** What has to be there before the next: each level is applied when the one before it is through. */
const levels: readonly (readonly string[])[] = [
  ['CustomResourceDefinition', 'PriorityClass', 'ClusterRole', 'ClusterRoleBinding', 'GatewayClass'],
  ['Namespace'],
  // Before any pod: what bounds it, what it may reach, who it is, and what it reads.
  ['ResourceQuota', 'LimitRange', 'NetworkPolicy', 'ServiceAccount', 'Role', 'RoleBinding', 'ConfigMap', 'PersistentVolumeClaim'],
  ['Service', 'EndpointSlice', 'PodDisruptionBudget'],
  ['Deployment', 'StatefulSet', 'CronJob', 'Job'],
]

/** 0 is applied first; kinds that are named nowhere (custom resources) come last. */
export function levelOf({ kind }: Pick<KubernetesObject, 'kind'>): number {
  const level = levels.findIndex((kinds) => kinds.includes(kind))
  return level === -1 ? levels.length : level
}

/** In the order in which one after the other can be applied; the same for the same objects. */
export function inApplyOrder(objects: readonly KubernetesObject[]): readonly KubernetesObject[] {
  const key = (object: KubernetesObject): string => {
    return `${levelOf(object)} ${object.metadata.namespace ?? ''} ${objectName(referenceTo(object))} ${object.apiVersion}`
  }
  return objects.map((object) => ({ object, key: key(object) })).sort((a, b) => (a.key < b.key ? -1 : 1)).map(({ object }) => object)
}
