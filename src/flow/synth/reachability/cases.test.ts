import { describe, expect, it } from 'vitest'
import { addressRange } from './addresses.js'
import { evaluator } from './evaluate.js'
import type { Endpoint, Network, Policy, PolicyRule, Selector, Workload } from './network.js'
import { everyPort } from './port-sets.js'

const all: Selector = { matchLabels: {}, matchExpressions: [] }
const having = (matchLabels: Record<string, string>): Selector => ({ matchLabels, matchExpressions: [] })
const rule = (more: Partial<PolicyRule>): PolicyRule => ({ peers: [], ports: [], openedBy: [], ...more })
const policy = (namespace: string, more: Partial<Policy>): Policy => ({ namespace, name: `p-${namespace}`, selects: all, ingress: null, egress: null, ...more })
const pod = (namespace: string, labels: Record<string, string> = {}): Workload => ({
  id: `${namespace}/${Object.values(labels).join()}`, domain: namespace, namespace, labels, ports: [{ name: 'web', port: 8080, protocol: 'TCP' }],
})

function judge(policies: readonly Policy[], ...endpoints: readonly Endpoint[]) {
  const namespaces = ['a', 'b', 'c'].map((name) => ({ name, labels: { name } }))
  const network: Network = { site: 'city', namespaces, endpoints, policies }
  return evaluator(network)
}

describe('a flow', () => {
  const [one, two] = [pod('a'), pod('b')]

  it('passes on every port where no policy selects either end', () => {
    expect(judge([], one, two).portsBetween(one, two)).toBe(everyPort)
  })

  it('needs the egress of its source as well as the ingress of its target', () => {
    const leave = policy('a', { egress: [rule({ peers: [{ namespaces: having({ name: 'b' }), pods: null }] })] })
    const verdict = judge([leave, policy('b', { ingress: [] })], one, two).mayReach(one, two, 8080)

    expect(verdict).toMatchObject({ reachable: false, egress: { state: 'allowed', openings: [{ policy: { name: 'p-a' }, rule: 0 }] }, ingress: { state: 'denied' } })
  })

  it('says when the peer is allowed and the port is not', () => {
    const verdict = judge([policy('b', { ingress: [rule({ ports: [{ protocol: 'TCP', port: 443, endPort: null }] })] })], one, two).mayReach(one, two, 8080)

    expect(verdict).toMatchObject({ reachable: false, egress: { state: 'open' }, ingress: { state: 'other-port', openings: [{ rule: 0 }] } })
  })

  it('is let through by every rule that allows it, of whichever policy', () => {
    const verdict = judge([policy('b', { ingress: [] }), policy('b', { name: 'second', ingress: [rule({ peers: [{ namespaces: null, pods: all }] }), rule({})] })], one, two).mayReach(one, two, 1)

    expect(verdict.ingress.openings.map(({ policy: { name }, rule: index }) => [name, index])).toEqual([['second', 1]])
  })

  it('is judged among the pods of one namespace too', () => {
    const [left, right] = [pod('a', { app: 'left' }), pod('a', { app: 'right' })]

    expect(judge([policy('a', { ingress: [], selects: having({ app: 'right' }) })], left, right).reachablePairs().map(({ from, to }) => [from.id, to.id])).toEqual([['a/right', 'a/left']])
  })
})

describe('a peer', () => {
  it('of pods alone means the policy\'s own namespace, also where two policies say it in the same words', () => {
    const pods = [pod('a', { n: '1' }), pod('a', { n: '2' }), pod('b', { n: '1' }), pod('b', { n: '2' })]
    const own = { ingress: [rule({ peers: [{ namespaces: null, pods: all }] })] }

    expect(judge([policy('a', own), policy('b', own)], ...pods).reachablePairs().map(({ from, to }) => `${from.id} ${to.id}`)).toEqual(['a/1 a/2', 'a/2 a/1', 'b/1 b/2', 'b/2 b/1'])
  })

  it('of addresses never means pods', () => {
    const [here, outside] = [pod('a'), { id: 'far', domain: 'internet', addresses: addressRange('8.8.8.8')! }]
    const everywhere = policy('b', { ingress: [rule({ peers: [{ block: { cidr: '0.0.0.0/0', except: ['10.0.0.0/8'] } }] })] })
    const target = pod('b')

    expect(judge([everywhere], here, outside, target).reachablePairs().filter(({ to }) => to === target).map(({ from }) => from.id)).toEqual(['far'])
  })

  it('may be an address of version 6', () => {
    const [near, far] = ['2001:db8:1::7', '2001:db9::1'].map((address) => ({ id: address, domain: null, addresses: addressRange(address)! })) as [Endpoint, Endpoint]
    const target = pod('a')
    const verdicts = judge([policy('a', { ingress: [rule({ peers: [{ block: { cidr: '2001:db8::/32', except: [] } }] })] })], near, far, target)

    expect([near, far].map((from) => verdicts.mayReach(from, target, 1).reachable)).toEqual([true, false])
  })
})

describe('a network', () => {
  it('is not asked about somebody else\'s endpoints', () => {
    expect(() => judge([], pod('a')).portsBetween(pod('a'), pod('b'))).toThrow(RangeError)
  })
})
