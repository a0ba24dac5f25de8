import type { NetworkPolicyV1SpecEgress } from '@cdktf/provider-kubernetes/lib/network-policy-v1/index.js'
import type { NamespaceV1 } from '@cdktf/provider-kubernetes/lib/namespace-v1/index.js'
import type { Construct } from 'constructs'
import type { AllowRule, RulePeer } from '../blueprint/allow-rule.js'
import { fact } from '../facts.js'
import { annotationKeys } from '../labels.js'
import { boundedName } from '../names.js'
import { NetworkPolicyV1 } from './kubernetes.js'

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
  because: [fact.baseline],
}

/** Denies every flow of the namespace both ways, then opens name resolution and the declared flows, one policy a name. */
export function defineNetworkPolicies(scope: Construct, target: PolicyTarget, rules: readonly AllowRule[]): void {
  new NetworkPolicyV1(scope, `${target.namespace}-default-deny`, {
    dependsOn: [target.after],
    metadata: { name: 'default-deny', namespace: target.namespace, annotations: { [annotationKeys.openedBy]: fact.baseline } },
    spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
  })
  for (const policy of byName([dns, ...rules])) definePolicy(scope, target, policy)
}

/** Rules of one name are about the same pods and the same direction. */
function byName(rules: readonly AllowRule[]): [AllowRule, ...AllowRule[]][] {
  const policies = new Map<string, [AllowRule, ...AllowRule[]]>()
  for (const rule of rules) {
    const same = policies.get(rule.name)
    if (same) same.push(rule)
    else policies.set(rule.name, [rule])
  }
  return [...policies.values()]
}

function definePolicy(scope: Construct, { namespace, after }: PolicyTarget, rules: readonly [AllowRule, ...AllowRule[]]): void {
  const [{ name, direction, own }] = rules
  const opened = rules.map(({ because }) => because.join(',')).join(';')
  const oneWay = direction === 'ingress'
    ? { policyTypes: ['Ingress'], ingress: rules.map((rule) => ({ from: peersOf(rule.peer), ports: portsOf(rule) })) }
    : { policyTypes: ['Egress'], egress: rules.map((rule) => ({ to: peersOf(rule.peer), ports: portsOf(rule) })) }
  new NetworkPolicyV1(scope, `${namespace}-${name}`, {
    dependsOn: [after],
    metadata: { name: boundedName(name), namespace, annotations: { [annotationKeys.openedBy]: opened } },
    spec: { podSelector: own ? { matchLabels: { ...own } } : {}, ...oneWay },
  })
}

function portsOf({ ports }: AllowRule): NonNullable<NetworkPolicyV1SpecEgress['ports']> {
  return ports.map(({ port, protocol }) => ({ port: String(port), protocol }))
}

function peersOf(peer: RulePeer) {
  if ('cidrs' in peer) return peer.cidrs.map((cidr) => ({ ipBlock: { cidr, ...(peer.except ? { except: [...peer.except] } : {}) } }))
  return [{ namespaceSelector: { matchLabels: { ...peer.namespaces } }, ...(peer.pods ? { podSelector: { matchLabels: { ...peer.pods } } } : {}) }]
}
