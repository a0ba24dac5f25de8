import type { Json, JsonObject } from '../../../model/json.js'
import type { DeclaredNamespace } from '../gates/namespaces.js'
import { asList, asObject, at, metadataOf, text, type Resource } from '../output/read-output.js'
import { labelKeys } from '../labels.js'
import type { Policy, Workload } from './network.js'
import { protocols, type Protocol } from './port-sets.js'

/**
 * What runs in a namespace by its resources. A namespace of a system without a workload is taken to hold the pods that its service
 * selects; one of a gateway or an exchange, which whoever operates them fills, the pods that its policies tell apart.
 */
export function endpointsIn(namespace: DeclaredNamespace, policies: readonly Policy[], here: readonly Resource[]): Workload[] {
  const running = here.flatMap((resource) => runningIn(resource, namespace, here))
  if (running.length > 0) return running
  const { gateway, exchange } = namespace
  if (gateway !== null) return [{ ...base(namespace, `gateway/${gateway}`), relays: 'any-port', labels: {}, ports: [] }]
  if (exchange !== null) return exchangePods(namespace, `exchange/${exchange}`, policies)
  const served = here.filter(({ type, body }) => type === 'kubernetes_service_v1' && at(body, 'spec', 'selector') !== undefined)
  if (served.length === 0) return [{ ...base(namespace, namespace.system ?? namespace.name), labels: {}, ports: [] }]
  return served.map((service) => servedBy(service, namespace))
}

function base(namespace: DeclaredNamespace, id: string): Pick<Workload, 'id' | 'domain' | 'namespace'> {
  return { id, namespace: namespace.name, domain: namespace.exchange === null ? (namespace.domain ?? `namespace/${namespace.name}`) : null }
}

function exchangePods(namespace: DeclaredNamespace, id: string, policies: readonly Policy[]): Workload[] {
  const channels = [...new Set(policies.flatMap(({ selects }) => selects.matchLabels[labelKeys.channel] ?? []))].sort()
  const plain: Workload = { ...base(namespace, id), relays: 'same-port', labels: {}, ports: [] }
  return [plain, ...channels.map((channel): Workload => ({ ...plain, id: `${id}/${channel}`, labels: { [labelKeys.channel]: channel } }))]
}

/** The workload that bears its system's name answers for the system; others are named beside it. */
function idOf({ system, name }: DeclaredNamespace, own: string | null, alone: boolean): string {
  return alone || own === system ? (system ?? `${name}/${own}`) : `${system ?? name}/${own}`
}

const podOwners = /^kubernetes_(deployment|stateful_set|daemon_set|replication_controller|job|pod)(_v1)?$/

function runningIn(resource: Resource, namespace: DeclaredNamespace, here: readonly Resource[]): Workload[] {
  const template = templateOf(resource)
  if (template === null) return []
  const alone = here.filter((other) => templateOf(other) !== null).length === 1
  const { name } = metadataOf(resource)
  const ports = asList(at(template, 'spec', 'container')).flatMap((container) => asList(at(container, 'port')).map(portOf))
  return [{ ...base(namespace, idOf(namespace, name, alone)), labels: textsOf(at(template, 'metadata', 'labels')), ports }]
}

function templateOf({ type, body }: Resource): JsonObject | null {
  if (/^kubernetes_cron_job(_v1)?$/.test(type)) return objectAt(body, 'spec', 'job_template', 'spec', 'template')
  if (podOwners.test(type)) return /_pod(_v1)?$/.test(type) ? body : objectAt(body, 'spec', 'template')
  return type === 'kubernetes_manifest' ? databasePods(asObject(body.manifest)) : null
}

/** Pods of a CloudNativePG cluster, which the operator labels with the cluster's name. */
function databasePods(manifest: JsonObject): JsonObject | null {
  if (manifest.kind !== 'Cluster' || !text(manifest.apiVersion)?.startsWith('postgresql.cnpg.io/')) return null
  const name = text(at(manifest.metadata, 'name')) ?? ''
  return {
    metadata: { labels: { 'cnpg.io/cluster': name, 'cnpg.io/podRole': 'instance' } },
    spec: { container: { port: { name: 'postgresql', container_port: 5432, protocol: 'TCP' } } },
  }
}

function servedBy({ body }: Resource, namespace: DeclaredNamespace): Workload {
  const ports = asList(at(body, 'spec', 'port')).map((port) => {
    return { name: null, port: Number(at(port, 'target_port')), protocol: protocolOf(at(port, 'protocol')) }
  })
  return { ...base(namespace, idOf(namespace, text(at(body, 'metadata', 'name')), false)), labels: textsOf(at(body, 'spec', 'selector')), ports }
}

function portOf(port: Json): Workload['ports'][number] {
  return { name: text(at(port, 'name')), port: Number(at(port, 'container_port')), protocol: protocolOf(at(port, 'protocol')) }
}

function protocolOf(value: Json | undefined): Protocol {
  return protocols.find((name) => name === value) ?? 'TCP'
}

function objectAt(body: JsonObject, ...keys: readonly string[]): JsonObject | null {
  const found = at(body, ...keys)
  return found === undefined ? null : asObject(asList(found)[0])
}

function textsOf(value: Json | undefined): Record<string, string> {
  return Object.fromEntries(Object.entries(asObject(asList(value)[0])).map(([key, entry]) => [key, String(entry)]))
}
