import type { KubernetesObject } from '../../../model/kubernetes-object.js'
import { field, selects } from './fields.js'
import type { Seen } from './health.js'

const workloadKinds: readonly string[] = ['Deployment', 'StatefulSet', 'DaemonSet']

/** Desired objects that keep pods running. */
export function workloadsIn(desired: readonly KubernetesObject[]): readonly KubernetesObject[] {
  return desired.filter(({ kind }) => workloadKinds.includes(kind))
}

/** Pods that a workload's selector takes in. */
export function podsOf(workload: KubernetesObject, seen: Seen): readonly KubernetesObject[] {
  const selector = field(workload, 'spec', 'selector', 'matchLabels')
  return seen.inNamespace('Pod', workload.metadata.namespace ?? '').filter(({ metadata }) => selects(selector, metadata.labels))
}
