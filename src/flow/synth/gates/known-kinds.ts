import { at, text, type Resource } from '../output/read-output.js'

/**
 * Every resource type that the synthesis makes. Of others the gates would not know what they do: `kubernetes_labels` takes Pod Security off a
 * namespace that another resource declares, `null_resource` runs a program where the stacks are planned.
 */
const types: ReadonlySet<string> = new Set([
  'kubernetes_config_map_v1', 'kubernetes_cron_job_v1', 'kubernetes_deployment_v1', 'kubernetes_endpoint_slice_v1', 'kubernetes_limit_range_v1',
  'kubernetes_manifest', 'kubernetes_namespace_v1', 'kubernetes_network_policy_v1', 'kubernetes_persistent_volume_claim_v1',
  'kubernetes_pod_disruption_budget_v1', 'kubernetes_priority_class_v1', 'kubernetes_resource_quota_v1', 'kubernetes_service_account_v1',
  'kubernetes_service_v1', 'kubernetes_stateful_set_v1',
])

/** What is written as a plain manifest, because the provider has no type for it. A kind that has one is looked for under its type only. */
const manifests: ReadonlySet<string> = new Set(['gateway.networking.k8s.io/v1 Gateway', 'gateway.networking.k8s.io/v1 HTTPRoute', 'postgresql.cnpg.io/v1 Cluster'])

/** Null for a resource of a kind that the synthesis makes, else what it is: `kubernetes_labels`, `kubernetes_manifest of v1 Namespace`. */
export function unknownKind({ type, body }: Pick<Resource, 'type' | 'body'>): string | null {
  if (type !== 'kubernetes_manifest') return types.has(type) ? null : type
  const { apiVersion, kind } = { apiVersion: text(at(body, 'manifest', 'apiVersion')), kind: text(at(body, 'manifest', 'kind')) }
  return manifests.has(`${apiVersion} ${kind}`) ? null : `${type} of ${apiVersion ?? '-'} ${kind ?? '-'}`
}
