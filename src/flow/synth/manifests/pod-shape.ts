import { integer, integerOrText, many, map, named, octal, one, otherwise, quantities, quantity, type Shape } from './shape.js'

/*
 * Pods as provider 2.38 sends them. Defaults stand here where it states a value that the server would leave out: an object of the
 * other path would lack it, and the two would take turns.
 */

export const metadata: Shape = { labels: map, annotations: map }

export const labelSelector: Shape = { match_labels: map, match_expressions: many('matchExpressions') }

/** A reference to something that may be missing says so, or says that it may not. */
const reference: Shape = { optional: otherwise(false) }

const handler: Shape = {
  exec: one({}),
  http_get: one({ port: integerOrText, http_header: many('httpHeaders') }),
  tcp_socket: one({ port: integerOrText }),
  grpc: one({}),
}

/** The four flags are sent always, so that one left out on a container takes back what its pod says. */
const containerSecurity: Shape = {
  allow_privilege_escalation: otherwise(true),
  privileged: otherwise(false),
  read_only_root_filesystem: otherwise(false),
  run_as_non_root: otherwise(false),
  run_as_user: integer,
  run_as_group: integer,
  capabilities: one({}),
  seccomp_profile: one({}),
  se_linux_options: one({}),
}

const container: Shape = {
  port: many('ports'),
  env: many('env', {
    value_from: one({
      config_map_key_ref: one(reference), secret_key_ref: one(reference), field_ref: one({}), resource_field_ref: one({ divisor: otherwise('1') }),
    }),
  }),
  env_from: many('envFrom', { config_map_ref: one(reference), secret_ref: one(reference) }),
  resources: one({ limits: quantities, requests: quantities }),
  security_context: one(containerSecurity),
  liveness_probe: one(handler),
  readiness_probe: one(handler),
  startup_probe: one(handler),
  lifecycle: one({ post_start: one(handler), pre_stop: one(handler) }),
  volume_mount: many('volumeMounts', { mount_propagation: otherwise('None') }),
  volume_device: many('volumeDevices'),
}

const podSecurity: Shape = {
  fs_group: integer,
  run_as_user: integer,
  run_as_group: integer,
  seccomp_profile: one({}),
  se_linux_options: one({}),
  sysctl: many('sysctls'),
}

const keyToPath: Shape = { mode: octal }

const volume: Shape = {
  empty_dir: one({ size_limit: quantity }),
  persistent_volume_claim: one({}),
  config_map: one({ ...reference, items: many('items', keyToPath), default_mode: octal }),
  secret: one({ ...reference, items: many('items', keyToPath), default_mode: octal }),
  projected: one({
    default_mode: octal,
    sources: many('sources', {
      config_map: one({ ...reference, items: many('items', keyToPath) }),
      secret: one({ ...reference, items: many('items', keyToPath) }),
      service_account_token: one({ expiration_seconds: integer }),
    }),
  }),
  host_path: one({}),
  nfs: one({}),
}

const affinityTerm: Shape = { label_selector: one(labelSelector), namespace_selector: one(labelSelector) }

const podAffinity: Shape = {
  required_during_scheduling_ignored_during_execution: many('requiredDuringSchedulingIgnoredDuringExecution', affinityTerm),
  preferred_during_scheduling_ignored_during_execution: many('preferredDuringSchedulingIgnoredDuringExecution', { pod_affinity_term: one(affinityTerm) }),
}

const nodeTerm: Shape = { match_expressions: many('matchExpressions'), match_fields: many('matchFields') }

const affinity: Shape = {
  node_affinity: one({
    required_during_scheduling_ignored_during_execution: one({ node_selector_term: many('nodeSelectorTerms', nodeTerm) }),
    preferred_during_scheduling_ignored_during_execution: many('preferredDuringSchedulingIgnoredDuringExecution', { preference: one(nodeTerm) }),
  }),
  pod_affinity: one(podAffinity),
  pod_anti_affinity: one(podAffinity),
}

const podSpec: Shape = {
  automount_service_account_token: otherwise(true),
  enable_service_links: otherwise(true),
  share_process_namespace: otherwise(false),
  host_ipc: named('hostIPC'),
  host_pid: named('hostPID'),
  node_selector: map,
  container: many('containers', container),
  init_container: many('initContainers', container),
  security_context: one(podSecurity),
  image_pull_secrets: many('imagePullSecrets'),
  host_aliases: many('hostAliases'),
  readiness_gate: many('readinessGates'),
  dns_config: one({ option: many('options') }),
  os: one({}),
  toleration: many('tolerations', { operator: otherwise('Equal'), toleration_seconds: integer }),
  topology_spread_constraint: many('topologySpreadConstraints', {
    max_skew: otherwise(1), when_unsatisfiable: otherwise('DoNotSchedule'), label_selector: one(labelSelector),
  }),
  affinity: one(affinity),
  volume: many('volumes', volume),
}

export const podTemplate: Shape = { metadata: one(metadata), spec: one(podSpec) }
