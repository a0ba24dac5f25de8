import type { Json } from '../../../model/json.js'
import { annotationKeys, labelKeys } from '../labels.js'
import { asList, asObject, at, metadataOf, text, type Resource, type SynthesizedStack } from '../output/read-output.js'
import type { GateFinding } from '../stacks.js'
import { cidrContains } from './cidr.js'
import { blocks, type Gate } from './gate.js'
import { namespacesOf, policiesOf, type DeclaredNamespace } from './namespaces.js'

/**
 * Flows between two network domains pass the exchange and nothing else (国家电子政务外网跨网数据安全交换技术要求与实施指南).
 * So every opening of a namespace has to name its own domain, an exchange, addresses of its own domain, or the cluster's name
 * service; an opening that names less reaches more. An exchange opens to all, and for that may belong to no domain.
 */
export const crossDomainFlow: Gate = {
  id: 'cross-domain-flow',
  code: 'STK_CROSS_DOMAIN_FLOW',
  check(stacks) {
    const namespaces = namespacesOf(stacks)
    const cidrs = cidrsByDomain(namespaces)
    const mixed = namespaces.filter(({ exchange, domain }) => exchange !== null && domain !== null)
    return [
      ...mixed.map(({ stack, resource, domain }) => finding(stack, resource, `${labelKeys.domain}=${domain}`)),
      ...stacks.flatMap((stack) => policiesOf(stack).flatMap((policy) => checkPolicy(stack, policy, namespaces, cidrs))),
    ]
  },
}

type Cidrs = ReadonlyMap<string, readonly string[]>

function cidrsByDomain(namespaces: readonly DeclaredNamespace[]): Cidrs {
  return new Map(namespaces.flatMap(({ gateway, annotations }) => {
    return gateway === null ? [] : [[gateway, (text(annotations[annotationKeys.cidr]) ?? '').split(',')] as const]
  }))
}

function checkPolicy(stack: SynthesizedStack, policy: Resource, namespaces: readonly DeclaredNamespace[], cidrs: Cidrs): GateFinding[] {
  const { namespace } = metadataOf(policy)
  const owner = namespaces.find((candidate) => candidate.stack === stack && candidate.name === namespace)
  if (owner !== undefined && owner.exchange !== null) return []
  const ingress = asList(at(policy.body, 'spec', 'ingress')).map((rule) => asList(at(rule, 'from')))
  const egress = asList(at(policy.body, 'spec', 'egress')).map((rule) => asList(at(rule, 'to')))
  return [...ingress, ...egress].flatMap((peers) => {
    // A rule without peers opens to everybody.
    if (peers.length === 0) return [finding(stack, policy, '*')]
    return peers.filter((peer) => !staysInside(peer, owner?.domain ?? null, cidrs)).map((peer) => finding(stack, policy, describe(peer)))
  })
}

function staysInside(peer: Json, domain: string | null, cidrs: Cidrs): boolean {
  const block = text(at(peer, 'ip_block', 'cidr'))
  if (block !== null) return domain !== null && (cidrs.get(domain) ?? []).some((range) => cidrContains(range, block))
  const selector = at(peer, 'namespace_selector')
  if (selector === undefined) return at(peer, 'pod_selector') !== undefined
  const labels = asObject(at(selector, 'match_labels'))
  if (text(labels[labelKeys.exchange]) !== null) return true
  if (domain !== null && labels[labelKeys.domain] === domain) return true
  return labels['kubernetes.io/metadata.name'] === 'kube-system' && text(at(peer, 'pod_selector', 'match_labels', 'k8s-app')) === 'kube-dns'
}

function describe(peer: Json): string {
  return text(at(peer, 'ip_block', 'cidr')) ?? JSON.stringify(at(peer, 'namespace_selector', 'match_labels') ?? {})
}

function finding(stack: SynthesizedStack, resource: Resource, peer: string): GateFinding {
  return blocks('cross-domain-flow', { stack, resource }, { peer })
}
