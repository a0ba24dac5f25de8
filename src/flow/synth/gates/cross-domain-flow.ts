import { annotationKeys, labelKeys } from '../labels.js'
import { text, type Resource, type SynthesizedStack } from '../output/read-output.js'
import type { IpBlock, Peer, PolicyRule } from '../reachability/network.js'
import { policiesIn, type DeclaredPolicy } from '../reachability/read-policies.js'
import { notPublic } from '../reserved-addresses.js'
import type { GateFinding } from '../stacks.js'
import { cidrContains, cidrsOverlap } from './cidr.js'
import { isDatabaseControl } from './database-peers.js'
import { blocks, type Gate } from './gate.js'
import { isNameService } from './name-service.js'
import { namespacesOf, type DeclaredNamespace } from './namespaces.js'

/**
 * Flows between two network domains pass the exchange and nothing else (国家电子政务外网跨网数据安全交换技术要求与实施指南).
 * So every opening of a namespace has to name its own domain, an exchange, addresses of its own domain, or the cluster's name
 * service; an opening that names less reaches more. The gateway of an internet access zone also lets the internet in. An exchange
 * opens to all, and for that may belong to no domain.
 */
export const crossDomainFlow: Gate = {
  id: 'cross-domain-flow',
  code: 'STK_CROSS_DOMAIN_FLOW',
  check(stacks) {
    const namespaces = namespacesOf(stacks)
    const cidrs = cidrsByDomain(namespaces)
    const owners = new Map(namespaces.map((namespace) => [`${namespace.stack.name} ${namespace.name}`, namespace]))
    const mixed = namespaces.filter(({ exchange, domain }) => exchange !== null && domain !== null)
    return [
      ...mixed.map(({ stack, resource, domain }) => finding(stack, resource, `${labelKeys.domain}=${domain}`)),
      ...stacks.flatMap((stack) => policiesIn(stack).flatMap((declared) => {
        return check(stack, declared, owners.get(`${stack.name} ${declared.policy.namespace}`), cidrs)
      })),
    ]
  },
}

type Cidrs = ReadonlyMap<string, readonly string[]>

/** As the gateways say, and the exchanges of those domains in which nothing runs yet. */
function cidrsByDomain(namespaces: readonly DeclaredNamespace[]): Cidrs {
  const stated = namespaces.flatMap(({ annotations }) => (text(annotations[annotationKeys.domains]) ?? '').split(',').filter(Boolean)).map((entry) => {
    const [domain = '', list = ''] = entry.split('=')
    return [domain, list.split('+').filter(Boolean)] as const
  })
  const own = namespaces.flatMap(({ gateway, annotations }) => {
    return gateway === null ? [] : [[gateway, (text(annotations[annotationKeys.cidr]) ?? '').split(',').filter(Boolean)] as const]
  })
  return new Map([...stated, ...own])
}

function check(stack: SynthesizedStack, { resource, policy }: DeclaredPolicy, owner: DeclaredNamespace | undefined, cidrs: Cidrs): GateFinding[] {
  if (owner !== undefined && owner.exchange !== null) return []
  const peersOf = ({ peers }: PolicyRule, admits: (peer: Peer) => boolean): GateFinding[] => {
    // A rule without peers opens to everybody.
    if (peers.length === 0) return [finding(stack, resource, '*')]
    return peers.filter((peer) => !admits(peer)).map((peer) => finding(stack, resource, describe(peer)))
  }
  const inside = (peer: Peer): boolean => staysInside(peer, owner?.domain ?? null, cidrs) || isDatabaseControl(policy, peer)
  return [
    ...(policy.ingress ?? []).flatMap((rule) => peersOf(rule, (peer) => inside(peer) || isInternet(peer, owner, cidrs))),
    ...(policy.egress ?? []).flatMap((rule) => peersOf(rule, inside)),
  ]
}

function staysInside(peer: Peer, domain: string | null, cidrs: Cidrs): boolean {
  if ('block' in peer) return domain !== null && (cidrs.get(domain) ?? []).some((range) => cidrContains(range, peer.block.cidr))
  if (peer.namespaces === null) return peer.pods !== null
  const labels = peer.namespaces.matchLabels
  if (labels[labelKeys.exchange] !== undefined) return true
  return (domain !== null && labels[labelKeys.domain] === domain) || isNameService(peer)
}

/** The internet and nothing of it that is reserved or another domain's, at the gateway of a domain that takes it in. */
function isInternet(peer: Peer, owner: DeclaredNamespace | undefined, cidrs: Cidrs): boolean {
  if (!('block' in peer) || owner === undefined || owner.gateway === null || owner.domainKind !== 'internet_access') return false
  return [...notPublic, ...[...cidrs.values()].flat()].every((cidr) => !isIn(cidr, peer.block))
}

function isIn(cidr: string, block: IpBlock): boolean {
  return cidrsOverlap(block.cidr, cidr) && !block.except.some((hole) => cidrContains(hole, cidr))
}

function describe(peer: Peer): string {
  return 'block' in peer ? peer.block.cidr : JSON.stringify(peer.namespaces?.matchLabels ?? {})
}

function finding(stack: SynthesizedStack, resource: Resource, peer: string): GateFinding {
  return blocks('cross-domain-flow', { stack, resource }, { peer })
}
