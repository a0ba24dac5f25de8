import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Json, JsonObject } from '../../../model/json.js'
import { evaluator } from './evaluate.js'
import type { Endpoint, Network, Outside, Workload } from './network.js'
import { includesPort } from './port-sets.js'
import { policiesIn } from './read-policies.js'
import { addressRange } from './addresses.js'

/*
 * A second reading of https://kubernetes.io/docs/concepts/services-networking/network-policies/ that shares nothing with the
 * evaluator: it takes the policies as the API has them and looks at one pair and one port at a time.
 */
type Maybe<Value> = Value | undefined
interface RawSelector { matchLabels?: Maybe<Record<string, string>>; matchExpressions?: Maybe<{ key: string; operator: string; values?: string[] }[]> }
interface RawPeer { podSelector?: RawSelector; namespaceSelector?: RawSelector; ipBlock?: { cidr: string; except?: Maybe<string[]> } }
interface RawPort { protocol?: Maybe<string>; port?: Maybe<number | string>; endPort?: number }
interface RawRule { from?: Maybe<RawPeer[]>; to?: Maybe<RawPeer[]>; ports?: Maybe<RawPort[]> }
interface RawPolicy { namespace: string; podSelector: RawSelector; policyTypes?: Maybe<readonly string[]>; ingress?: Maybe<RawRule[]>; egress?: Maybe<RawRule[]> }
interface Pod { namespace: string; labels: Record<string, string>; ports: { name: string; number: number; protocol: string }[] }
interface Place { namespaces: Record<string, Record<string, string>>; policies: RawPolicy[] }
type Party = Pod | { address: string }

function naive({ namespaces, policies }: Place, source: Party, target: Party, port: number, protocol: string): boolean {
  const selects = (selector: RawSelector, labels: Record<string, string>): boolean => {
    for (const key in selector.matchLabels) if (labels[key] !== selector.matchLabels[key]) return false
    for (const { key, operator, values = [] } of selector.matchExpressions ?? []) {
      if (operator === 'Exists' && !(key in labels)) return false
      if (operator === 'DoesNotExist' && key in labels) return false
      if (operator === 'In' && !(key in labels && values.includes(labels[key]!))) return false
      if (operator === 'NotIn' && key in labels && values.includes(labels[key]!)) return false
    }
    return true
  }
  const inside = (cidr: string, address: string): boolean => {
    const bits = (text: string) => text.split('.').map((octet) => Number(octet).toString(2).padStart(8, '0')).join('')
    const [network = '', length] = cidr.split('/')
    return bits(network).slice(0, Number(length)) === bits(address).slice(0, Number(length))
  }
  const isPeer = (peer: RawPeer, policy: RawPolicy, party: Party): boolean => {
    if (peer.ipBlock) return 'address' in party && inside(peer.ipBlock.cidr, party.address) && !(peer.ipBlock.except ?? []).some((hole) => inside(hole, party.address))
    if ('address' in party) return false
    if (!peer.namespaceSelector) return party.namespace === policy.namespace && selects(peer.podSelector!, party.labels)
    return selects(peer.namespaceSelector, namespaces[party.namespace]!) && (!peer.podSelector || selects(peer.podSelector, party.labels))
  }
  const onPort = (rule: RawRule): boolean => {
    if (!rule.ports || rule.ports.length === 0) return true
    return rule.ports.some((allowed) => {
      if ((allowed.protocol ?? 'TCP') !== protocol) return false
      if (allowed.port === undefined) return true
      if (typeof allowed.port === 'number') return port >= allowed.port && port <= (allowed.endPort ?? allowed.port)
      return !('address' in target) && target.ports.some((known) => known.name === allowed.port && known.number === port && known.protocol === protocol)
    })
  }
  const lets = (side: 'Ingress' | 'Egress', own: Party, other: Party): boolean => {
    if ('address' in own) return true
    const isolating = policies.filter((policy) => policy.namespace === own.namespace && selects(policy.podSelector, own.labels)
      && (policy.policyTypes ?? (policy.egress?.length ? ['Ingress', 'Egress'] : ['Ingress'])).includes(side))
    if (isolating.length === 0) return true
    return isolating.some((policy) => ((side === 'Ingress' ? policy.ingress : policy.egress) ?? []).some((rule) => {
      const peers = side === 'Ingress' ? rule.from : rule.to
      return (!peers || peers.length === 0 || peers.some((peer) => isPeer(peer, policy, other))) && onPort(rule)
    }))
  }
  return lets('Egress', source, target) && lets('Ingress', target, source)
}

const key = fc.constantFrom('app', 'tier')
const value = fc.constantFrom('a', 'b')
const labels = fc.dictionary(key, value, { maxKeys: 2, noNullPrototype: true })
const optional = <Value>(arbitrary: fc.Arbitrary<Value>) => fc.option(arbitrary, { nil: undefined, freq: 3 })
const defined = <Value extends object>(given: Value): Value => Object.fromEntries(Object.entries(given).filter(([, part]) => part !== undefined)) as Value
const expression = fc.record({ key, operator: fc.constantFrom('In', 'NotIn', 'Exists', 'DoesNotExist'), values: fc.uniqueArray(value, { minLength: 1 }) })
  .map((requirement) => (requirement.operator.endsWith('n') ? requirement : { key: requirement.key, operator: requirement.operator }))
const selector: fc.Arbitrary<RawSelector> = fc.record({ matchLabels: optional(labels), matchExpressions: optional(fc.array(expression, { maxLength: 2 })) }).map(defined)
const cidr = fc.constantFrom('0.0.0.0/0', '10.0.0.0/8', '10.1.0.0/16', '10.1.2.0/24', '192.168.0.0/16')
const port = fc.constantFrom(80, 81, 443)
const peer: fc.Arbitrary<RawPeer> = fc.oneof(
  fc.record({ cidr, except: optional(fc.array(fc.constantFrom('10.1.2.0/24', '10.1.2.3/32'), { maxLength: 2 })) }).map((ipBlock) => ({ ipBlock: defined(ipBlock) })),
  selector.map((podSelector) => ({ podSelector })),
  selector.map((namespaceSelector) => ({ namespaceSelector })),
  fc.record({ podSelector: selector, namespaceSelector: selector }),
)
const rawPort: fc.Arbitrary<RawPort> = fc.oneof(
  fc.record({ protocol: optional(fc.constantFrom('TCP', 'UDP')), port: optional(fc.oneof(port, fc.constantFrom('web', 'admin'))) }).map(defined),
  fc.record({ port, span: fc.nat(400) }).map((range) => ({ port: range.port, endPort: range.port + range.span })),
)
const rules = (peers: 'from' | 'to') => fc.array(fc.record({ peers: optional(fc.array(peer, { maxLength: 2 })), ports: optional(fc.array(rawPort, { maxLength: 2 })) })
  .map((rule): RawRule => defined(peers === 'from' ? { from: rule.peers, ports: rule.ports } : { to: rule.peers, ports: rule.ports })), { maxLength: 2 })
const namespaceName = fc.constantFrom('one', 'two', 'three')
const policy: fc.Arbitrary<RawPolicy> = fc.record({
  namespace: namespaceName, podSelector: selector, policyTypes: optional(fc.constantFrom<string[][]>(['Ingress'], ['Egress'], ['Ingress', 'Egress'])),
  ingress: optional(rules('from')), egress: optional(rules('to')),
}).map(defined)
const pod: fc.Arbitrary<Pod> = fc.record({
  namespace: namespaceName, labels,
  ports: fc.array(fc.record({ name: fc.constantFrom('web', 'admin'), number: port, protocol: fc.constantFrom('TCP', 'UDP') }), { maxLength: 2 }),
})
const place = fc.record({
  namespaces: fc.record({ one: labels, two: labels, three: labels }).map((all) => all as Record<string, Record<string, string>>),
  policies: fc.array(policy, { minLength: 1, maxLength: 6 }), pods: fc.array(pod, { minLength: 2, maxLength: 5 }),
})
const addresses = ['10.1.2.3', '10.1.2.4', '10.1.3.1', '10.2.0.1', '192.168.0.1', '8.8.8.8']

/** As the API has it, or as a typed resource: keys in snake case, and a block that is there once without its list. */
function asStack(policies: readonly RawPolicy[], typed: boolean) {
  const resources = policies.map(({ namespace, ...given }, index) => {
    const metadata = { name: `p${index}`, namespace }
    const spec = JSON.parse(JSON.stringify(given)) as JsonObject
    return [`p${index}`, typed ? { metadata, spec: snake(spec) } : { manifest: { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata, spec } }] as const
  })
  const json: JsonObject = { resource: { [typed ? 'kubernetes_network_policy_v1' : 'kubernetes_manifest']: Object.fromEntries(resources) } }
  return { name: 's', path: 's', dependencies: [], json }
}

function snake(given: Json | undefined): Json | undefined {
  if (Array.isArray(given)) return (given as Json[]).length === 1 && typeof given[0] === 'object' ? snake(given[0] as Json) : given.map((entry: Json) => snake(entry) as Json)
  if (typeof given !== 'object' || given === null) return given
  return Object.fromEntries(Object.entries(given).map(([name, entry]) => {
    if (name === 'matchLabels') return ['match_labels', entry]
    return [name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`), name === 'port' ? String(entry) : snake(entry)]
  }))
}

describe('the evaluator', () => {
  it.each([['manifests', false], ['typed resources', true]])('says of small networks what a naive reading of the text says, from %s', (_form, typed) => {
    fc.assert(fc.property(place, ({ namespaces, policies, pods }) => {
      const workloads = pods.map((given, index): Workload => ({
        id: `pod-${index}`, domain: null, namespace: given.namespace, labels: given.labels,
        ports: given.ports.map(({ name, number, protocol }) => ({ name, port: number, protocol: protocol as 'TCP' })),
      }))
      const outside = addresses.map((address): Outside => ({ id: address, domain: null, addresses: addressRange(address)! }))
      const network: Network = {
        site: 's', namespaces: Object.entries(namespaces).map(([name, own]) => ({ name, labels: own })), endpoints: [...workloads, ...outside], policies: policiesIn(asStack(policies, typed)).map(({ policy: read }) => read),
      }
      const judge = evaluator(network)
      const parties = new Map<Endpoint, Party>([...workloads.map((workload, index) => [workload, pods[index]!] as const), ...outside.map((far) => [far, { address: far.id }] as const)])
      const pairs = new Map(judge.reachablePairs().map(({ from, to, ports }) => [`${from.id} ${to.id}`, ports]))
      const differences: string[] = []

      for (const [from, source] of parties) {
        for (const [to, target] of parties) {
          for (const [asked, protocol] of [[80, 'TCP'], [81, 'TCP'], [200, 'TCP'], [443, 'UDP']] as const) {
            const expected = naive({ namespaces, policies }, source, target, asked, protocol)
            const listed = from === to || ('address' in source && 'address' in target)
              ? expected
              : includesPort(pairs.get(`${from.id} ${to.id}`) ?? [], asked, protocol)
            if (judge.mayReach(from, to, asked, protocol).reachable !== expected || listed !== expected) differences.push(`${from.id} -> ${to.id} ${asked}/${protocol}`)
          }
        }
      }
      expect(differences).toEqual([])
    }), { numRuns: 250 })
  })
})
