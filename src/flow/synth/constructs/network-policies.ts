import { NetworkPolicyV1 } from '@cdktf/provider-kubernetes/lib/network-policy-v1/index.js'
import type { NamespaceV1 } from '@cdktf/provider-kubernetes/lib/namespace-v1/index.js'
import type { Construct } from 'constructs'
import type { AllowRule, RulePeer } from '../blueprint/allow-rule.js'
import { boundedName } from '../names.js'

/** Where a policy goes: the namespace's name is a plain value, the resource only gives the order. */
export interface PolicyTarget {
  namespace: string
  after: NamespaceV1
}

const dns: AllowRule = {
  name: 'allow-dns',
  direction: 'egress',
  peer: { namespaces: { 'kubernetes.io/metadata.name': 'kube-system' }, pods: { 'k8s-app': 'kube-dns' } },
  ports: [{ port: 53, protocol: 'UDP' }, { port: 53, protocol: 'TCP' }],
}

/** Denies every flow of the namespace both ways, then opens name resolution and the declared flows. */
export function defineNetworkPolicies(scope: Construct, target: PolicyTarget, rules: readonly AllowRule[]): void {
  new NetworkPolicyV1(scope, `${target.namespace}-default-deny`, {
    dependsOn: [target.after],
    metadata: { name: 'default-deny', namespace: target.namespace },
    spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
  })
  for (const rule of [dns, ...rules]) defineRule(scope, target, rule)
}

function defineRule(scope: Construct, { namespace, after }: PolicyTarget, { name, direction, peer, ports }: AllowRule): void {
  const opening = { ports: ports.map(({ port, protocol }) => ({ port: String(port), protocol })) }
  const oneWay = direction === 'ingress'
    ? { policyTypes: ['Ingress'], ingress: [{ from: peersOf(peer), ...opening }] }
    : { policyTypes: ['Egress'], egress: [{ to: peersOf(peer), ...opening }] }
  new NetworkPolicyV1(scope, `${namespace}-${name}`, {
    dependsOn: [after],
    metadata: { name: boundedName(name), namespace },
    spec: { podSelector: {}, ...oneWay },
  })
}

function peersOf(peer: RulePeer) {
  if ('cidrs' in peer) return peer.cidrs.map((cidr) => ({ ipBlock: { cidr } }))
  return [{ namespaceSelector: { matchLabels: { ...peer.namespaces } }, ...(peer.pods ? { podSelector: { matchLabels: { ...peer.pods } } } : {}) }]
}
