import { createRequire } from 'node:module'

/** The classes of the provider's resources, each from its own file: all of them together cost 6 s and 263 MB. Required, as cdktf is. */
const load = createRequire(import.meta.url)

export const { ConfigMapV1 } =
  load('@cdktf/provider-kubernetes/lib/config-map-v1/index.js') as typeof import('@cdktf/provider-kubernetes/lib/config-map-v1/index.js')
export const { CronJobV1 } =
  load('@cdktf/provider-kubernetes/lib/cron-job-v1/index.js') as typeof import('@cdktf/provider-kubernetes/lib/cron-job-v1/index.js')
export const { DeploymentV1 } =
  load('@cdktf/provider-kubernetes/lib/deployment-v1/index.js') as typeof import('@cdktf/provider-kubernetes/lib/deployment-v1/index.js')
export const { EndpointSliceV1 } =
  load('@cdktf/provider-kubernetes/lib/endpoint-slice-v1/index.js') as typeof import('@cdktf/provider-kubernetes/lib/endpoint-slice-v1/index.js')
export const { KubernetesProvider } =
  load('@cdktf/provider-kubernetes/lib/provider/index.js') as typeof import('@cdktf/provider-kubernetes/lib/provider/index.js')
export const { LimitRangeV1 } =
  load('@cdktf/provider-kubernetes/lib/limit-range-v1/index.js') as typeof import('@cdktf/provider-kubernetes/lib/limit-range-v1/index.js')
export const { Manifest } =
  load('@cdktf/provider-kubernetes/lib/manifest/index.js') as typeof import('@cdktf/provider-kubernetes/lib/manifest/index.js')
export const { NamespaceV1 } =
  load('@cdktf/provider-kubernetes/lib/namespace-v1/index.js') as typeof import('@cdktf/provider-kubernetes/lib/namespace-v1/index.js')
export const { NetworkPolicyV1 } =
  load('@cdktf/provider-kubernetes/lib/network-policy-v1/index.js') as typeof import('@cdktf/provider-kubernetes/lib/network-policy-v1/index.js')
export const { PersistentVolumeClaimV1 } =
  load('@cdktf/provider-kubernetes/lib/persistent-volume-claim-v1/index.js') as
  typeof import('@cdktf/provider-kubernetes/lib/persistent-volume-claim-v1/index.js')
export const { PodDisruptionBudgetV1 } =
  load('@cdktf/provider-kubernetes/lib/pod-disruption-budget-v1/index.js') as typeof import('@cdktf/provider-kubernetes/lib/pod-disruption-budget-v1/index.js')
export const { PriorityClassV1 } =
  load('@cdktf/provider-kubernetes/lib/priority-class-v1/index.js') as typeof import('@cdktf/provider-kubernetes/lib/priority-class-v1/index.js')
export const { ResourceQuotaV1 } =
  load('@cdktf/provider-kubernetes/lib/resource-quota-v1/index.js') as typeof import('@cdktf/provider-kubernetes/lib/resource-quota-v1/index.js')
export const { ServiceAccountV1 } =
  load('@cdktf/provider-kubernetes/lib/service-account-v1/index.js') as typeof import('@cdktf/provider-kubernetes/lib/service-account-v1/index.js')
export const { ServiceV1 } =
  load('@cdktf/provider-kubernetes/lib/service-v1/index.js') as typeof import('@cdktf/provider-kubernetes/lib/service-v1/index.js')
export const { StatefulSetV1 } =
  load('@cdktf/provider-kubernetes/lib/stateful-set-v1/index.js') as typeof import('@cdktf/provider-kubernetes/lib/stateful-set-v1/index.js')

export type NamespaceV1 = InstanceType<typeof NamespaceV1>
export type ConfigMapV1 = InstanceType<typeof ConfigMapV1>
