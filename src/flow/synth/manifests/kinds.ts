import { labelSelector, metadata, podTemplate } from './pod-shape.js'
import { dropped, integer, integerOrText, many, map, named, one, otherwise, quantities, type Shape } from './shape.js'

/** A resource type of the provider, and the object it creates. */
export interface ResourceKind {
  readonly apiVersion: string
  readonly kind: string
  /** Objects without a namespace of their own otherwise go to `default`, as the provider says. */
  readonly clusterWide?: true
  readonly shape: Shape
}

/** What Terraform reads itself, and what the provider only waits by. */
const meta: Shape = {
  '//': dropped, depends_on: dropped, lifecycle: dropped, provider: dropped, timeouts: dropped, metadata: one(metadata),
  wait_for_rollout: dropped, wait_for_completion: dropped, wait_until_bound: dropped, wait_for_load_balancer: dropped,
  wait_for_default_service_account: dropped,
}

const claim: Shape = { resources: one({ requests: quantities, limits: quantities }), selector: one(labelSelector) }

const job: Shape = {
  template: one(podTemplate), selector: one(labelSelector), ttl_seconds_after_finished: integer,
  completions: otherwise(1), parallelism: otherwise(1), manual_selector: otherwise(false),
}

const policyPeers = { ip_block: one({}), namespace_selector: one(labelSelector), pod_selector: one(labelSelector) }
const policyPorts = many('ports', { port: integerOrText })

const rules = many('rules', { non_resource_urls: named('nonResourceURLs') })
const binding: Shape = { role_ref: one({}, 'roleRef'), subject: many('subjects', { namespace: otherwise('default') }) }

function kind(apiVersion: string, name: string, shape: Shape): ResourceKind {
  return { apiVersion, kind: name, shape: { ...meta, ...shape } }
}

function clusterWide(apiVersion: string, name: string, shape: Shape): ResourceKind {
  return { ...kind(apiVersion, name, shape), clusterWide: true }
}

/** By resource type. Read from provider 2.38: its schemas, and what its `expand` functions send. */
export const resourceKinds: Readonly<Record<string, ResourceKind>> = {
  kubernetes_namespace_v1: clusterWide('v1', 'Namespace', {}),
  kubernetes_priority_class_v1: clusterWide('scheduling.k8s.io/v1', 'PriorityClass', {}),
  kubernetes_cluster_role_v1: clusterWide('rbac.authorization.k8s.io/v1', 'ClusterRole', { rule: rules }),
  kubernetes_cluster_role_binding_v1: clusterWide('rbac.authorization.k8s.io/v1', 'ClusterRoleBinding', binding),
  kubernetes_role_v1: kind('rbac.authorization.k8s.io/v1', 'Role', { rule: rules }),
  kubernetes_role_binding_v1: kind('rbac.authorization.k8s.io/v1', 'RoleBinding', binding),
  kubernetes_resource_quota_v1: kind('v1', 'ResourceQuota', { spec: one({ hard: quantities, scope_selector: one({ match_expression: many('matchExpressions') }) }) }),
  kubernetes_limit_range_v1: kind('v1', 'LimitRange', {
    spec: one({ limit: many('limits', { default: quantities, default_request: quantities, max: quantities, min: quantities, max_limit_request_ratio: quantities }) }),
  }),
  kubernetes_network_policy_v1: kind('networking.k8s.io/v1', 'NetworkPolicy', {
    spec: one({
      pod_selector: one(labelSelector),
      ingress: many('ingress', { from: many('from', policyPeers), ports: policyPorts }),
      egress: many('egress', { to: many('to', policyPeers), ports: policyPorts }),
    }),
  }),
  kubernetes_service_account_v1: kind('v1', 'ServiceAccount', {
    automount_service_account_token: otherwise(true), image_pull_secret: many('imagePullSecrets'), secret: many('secrets'),
  }),
  kubernetes_config_map_v1: kind('v1', 'ConfigMap', { data: map, binary_data: map, immutable: otherwise(false) }),
  kubernetes_persistent_volume_claim_v1: kind('v1', 'PersistentVolumeClaim', { spec: one(claim) }),
  kubernetes_service_v1: kind('v1', 'Service', {
    spec: one({
      selector: map,
      port: many('ports', { target_port: integerOrText }),
      cluster_ip: named('clusterIP'), cluster_ips: named('clusterIPs'), external_ips: named('externalIPs'), load_balancer_ip: named('loadBalancerIP'),
      session_affinity_config: one({ client_ip: one({}, 'clientIP') }),
    }),
  }),
  kubernetes_endpoint_slice_v1: kind('discovery.k8s.io/v1', 'EndpointSlice', {
    // A block of conditions states all three.
    endpoint: many('endpoints', { condition: one({ ready: otherwise(false), serving: otherwise(false), terminating: otherwise(false) }, 'conditions') }),
    // The provider reads the protocol and never sends it; the server says TCP.
    port: many('ports', { port: integer, protocol: dropped }),
  }),
  kubernetes_deployment_v1: kind('apps/v1', 'Deployment', {
    spec: one({
      replicas: integer, selector: one(labelSelector), template: one(podTemplate),
      strategy: one({ rolling_update: one({ max_surge: integerOrText, max_unavailable: integerOrText }) }),
    }),
  }),
  kubernetes_stateful_set_v1: kind('apps/v1', 'StatefulSet', {
    spec: one({
      replicas: integer, selector: one(labelSelector), template: one(podTemplate), revision_history_limit: otherwise(0),
      update_strategy: one({ rolling_update: one({}) }), persistent_volume_claim_retention_policy: one({}),
      volume_claim_template: many('volumeClaimTemplates', { metadata: one({ ...metadata, namespace: otherwise('default') }), spec: one(claim) }),
    }),
  }),
  kubernetes_cron_job_v1: kind('batch/v1', 'CronJob', {
    spec: one({ timezone: named('timeZone'), job_template: one({ metadata: one(metadata), spec: one(job) }) }),
  }),
  kubernetes_job_v1: kind('batch/v1', 'Job', { spec: one(job) }),
  kubernetes_pod_disruption_budget_v1: kind('policy/v1', 'PodDisruptionBudget', {
    spec: one({ selector: one(labelSelector), max_unavailable: integerOrText, min_available: integerOrText }),
  }),
}
