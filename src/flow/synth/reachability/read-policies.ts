import type { Json, JsonObject } from '../../../model/json.js'
import { annotationKeys } from '../labels.js'
import { asList, asObject, metadataOf, resourcesOf, text, type Resource, type SynthesizedStack } from '../output/read-output.js'
import type { Peer, Policy, PolicyPort, PolicyRule, Requirement, Selector } from './network.js'
import { protocols } from './port-sets.js'

/** A policy and the resource that declares it. */
export interface DeclaredPolicy {
  readonly resource: Resource
  readonly policy: Policy
}

/** The policies of a stack, whether they stand there as typed resources (`match_labels`) or as manifests (`matchLabels`). */
export function policiesIn(stack: SynthesizedStack): DeclaredPolicy[] {
  return resourcesOf(stack).flatMap((resource) => {
    const spec = specOf(resource)
    return spec === null ? [] : [{ resource, policy: policyOf(resource, spec) }]
  })
}

function specOf({ type, body }: Resource): JsonObject | null {
  if (/^kubernetes_network_policy(_v1)?$/.test(type)) return first(body.spec)
  const manifest = first(body.manifest)
  return type === 'kubernetes_manifest' && manifest.kind === 'NetworkPolicy' ? first(manifest.spec) : null
}

/** Where the types are left out they are Ingress, and Egress when there are rules for it; an empty list of them is no rule, and isolates nothing. */
function policyOf(resource: Resource, spec: JsonObject): Policy {
  const { name, namespace, annotations } = metadataOf(resource)
  const stated = asList(either(spec, 'policy_types', 'policyTypes'))
  const types = stated.length > 0 ? stated : ['Ingress', ...(asList(spec.egress).length === 0 ? [] : ['Egress'])]
  const facts = (text(annotations[annotationKeys.openedBy]) ?? '').split(';').map((part) => part.split(',').filter(Boolean))
  const rules = (list: Json | undefined, peers: string): PolicyRule[] => asList(list).map((rule, index) => ruleOf(asObject(rule), peers, facts[index] ?? []))
  return {
    name: name ?? '', namespace: namespace ?? 'default',
    selects: selectorOf(either(spec, 'pod_selector', 'podSelector')) ?? { matchLabels: {}, matchExpressions: [] },
    ingress: types.includes('Ingress') ? rules(spec.ingress, 'from') : null,
    egress: types.includes('Egress') ? rules(spec.egress, 'to') : null,
  }
}

function ruleOf(rule: JsonObject, peers: string, openedBy: readonly string[]): PolicyRule {
  return { peers: asList(rule[peers]).map((peer) => peerOf(asObject(peer))), ports: asList(rule.ports).map((port) => portOf(asObject(port))), openedBy }
}

function peerOf(peer: JsonObject): Peer {
  const block = either(peer, 'ip_block', 'ipBlock')
  if (block !== undefined) {
    const { cidr, except } = first(block)
    return { block: { cidr: text(cidr) ?? '', except: asList(except).flatMap((hole) => text(hole) ?? []) } }
  }
  return { namespaces: selectorOf(either(peer, 'namespace_selector', 'namespaceSelector')), pods: selectorOf(either(peer, 'pod_selector', 'podSelector')) }
}

function selectorOf(value: Json | undefined): Selector | null {
  if (value === undefined || value === null) return null
  const selector = first(value)
  const labels = Object.entries(asObject(either(selector, 'match_labels', 'matchLabels'))).map(([key, label]) => [key, String(label)] as const)
  return {
    matchLabels: Object.fromEntries(labels),
    matchExpressions: asList(either(selector, 'match_expressions', 'matchExpressions')).map((requirement) => requirementOf(asObject(requirement))),
  }
}

const operators = ['In', 'NotIn', 'Exists', 'DoesNotExist'] as const

/** The API server refuses other operators; here they are read as one that nothing fulfils. */
function requirementOf({ key, operator, values }: JsonObject): Requirement {
  const known = operators.find((name) => name === operator)
  return { key: text(key) ?? '', operator: known ?? 'In', values: known === undefined ? [] : asList(values).map(String) }
}

function portOf(port: JsonObject): PolicyPort {
  const [number, end] = [port.port, either(port, 'end_port', 'endPort')]
  return {
    protocol: protocols.find((name) => name === port.protocol) ?? 'TCP',
    port: number === undefined || number === null ? null : /^\d+$/.test(String(number)) ? Number(number) : String(number),
    endPort: end === undefined || end === null ? null : Number(end),
  }
}

function either(value: JsonObject, snake: string, camel: string): Json | undefined {
  return value[snake] ?? value[camel]
}

/** Blocks may be written once as an object or many times as a list. */
function first(value: Json | undefined): JsonObject {
  return asObject(asList(value)[0])
}
