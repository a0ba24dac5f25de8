import { rmSync } from 'node:fs'
import { afterAll, describe, expect, it } from 'vitest'
import { makeCity, scratchFolder } from '../../../../tests/support/stacks-city.js'
import type { JsonObject } from '../../../model/json.js'
import { readOutput, type SynthesizedStack } from '../output/read-output.js'
import { notPublic } from '../reserved-addresses.js'
import { synthesize } from '../synthesize.js'
import { cidrsOverlap } from './cidr.js'
import { runGates } from './gates.js'

const outdir = scratchFolder()
afterAll(() => rmSync(outdir, { recursive: true }))
const assumed = { source: 'assumed' } as const
const { inventory, intent, assessment } = makeCity((file) => {
  file.domains!.push(
    { id: 'front', name: 'Front', kind: 'internet_access', cidr: ['203.0.113.0/24'], exchange: 'gap', ...assumed },
    { id: 'office', name: 'Office', kind: 'private_zone', cidr: ['198.51.100.0/24'], exchange: 'gap', ...assumed },
  )
  file.systems!.push({ ...file.systems![2]!, id: 'site', deployments: [{ id: 'site-target', env: 'target', cloud: 'city', cloudZone: 'public_service', domain: 'front', ports: [80], ...assumed }] })
  file.dependencies!.push({ from: 'site', to: 'permits', kind: 'api', criticality: 'soft', ...assumed })
})
synthesize(inventory, intent, { ...assessment, decisions: [...assessment.decisions, { ...assessment.decisions[0]!, system: 'site' }] }, { outdir })
const clean = readOutput(outdir)

/** What a policy of a namespace brings, written by hand as a typed resource or as a manifest. */
function byHand(stack: string, namespace: string, spec: JsonObject, form: 'typed' | 'manifest' = 'typed') {
  const metadata = { name: 'hand', namespace }
  const added = form === 'typed'
    ? { type: 'kubernetes_network_policy_v1', body: { metadata, spec } }
    : { type: 'kubernetes_manifest', body: { manifest: { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata, spec } } }
  return brings(stack, (resources) => { resources[added.type] = { ...resources[added.type], hand: added.body } })
}

function brings(name: string, change: (resources: Record<string, JsonObject>) => void) {
  const stacks: SynthesizedStack[] = JSON.parse(JSON.stringify(clean))
  change(stacks.find((stack) => stack.name === name)!.json.resource as Record<string, JsonObject>)
  const known = new Set(runGates(clean).map((finding) => JSON.stringify(finding)))
  // What only one of two twins has is another gate's matter, and so is a kind that is never written as a manifest.
  const elsewhere = ['twin-parity', 'unknown-resource']
  const found = runGates(stacks).filter((finding) => !known.has(JSON.stringify(finding)) && !elsewhere.includes(finding.gate))
  return found.map(({ gate, severity, params }) => [gate, severity, params['peer'] ?? params['exchange'] ?? params['others'] ?? ''])
}

function labelsOf(resources: Record<string, JsonObject>, namespace: string): Record<string, string> {
  return (resources['kubernetes_namespace_v1']![namespace] as { metadata: { labels: Record<string, string> } }).metadata.labels
}

const from = (cidr: string, except: readonly string[]): JsonObject => ({ pod_selector: {}, policy_types: ['Ingress'], ingress: { from: { ip_block: { cidr, except } } } })
const reserved = notPublic.filter((cidr) => !cidr.includes(':'))
const others = ['198.51.100.0/24', '10.1.0.0/16', '10.2.0.0/16', '203.0.113.0/24']

describe('the stacks of a city with an internet access zone', () => {
  it('pass every gate', () => {
    expect(runGates(clean).filter(({ severity }) => severity === 'block')).toEqual([])
  })

  it('let the internet in at that zone\'s gateway, and nobody\'s addresses with it', () => {
    expect(byHand('domain-front-city', 'dom-front', from('0.0.0.0/0', [...reserved, ...others]))).toEqual([])
    for (const left of [...reserved, '198.51.100.0/24']) {
      expect(byHand('domain-front-city', 'dom-front', from('0.0.0.0/0', [...reserved, ...others].filter((cidr) => !cidrsOverlap(cidr, left))))).toEqual([['cross-domain-flow', 'block', '0.0.0.0/0']])
    }
  })

  it.each([['another domain\'s gateway', 'domain-public-city', 'dom-public'], ['a system of that zone', 'sys-site-city', 'sys-site']])('do not let the internet in at %s', (_what, stack, namespace) => {
    expect(byHand(stack, namespace, from('0.0.0.0/0', [...reserved, ...others]))).toEqual([['cross-domain-flow', 'block', '0.0.0.0/0']])
  })

  it('do not let the internet in at a system that says it is the zone', () => {
    const found = brings('sys-site-city', (resources) => {
      labelsOf(resources, 'sys-site')['qianyun.internal/domain-kind'] = 'internet_access'
      resources['kubernetes_network_policy_v1'] = { ...resources['kubernetes_network_policy_v1'], hand: { metadata: { name: 'hand', namespace: 'sys-site' }, spec: from('0.0.0.0/0', [...reserved, ...others]) } }
    })

    expect(found).toEqual([['cross-domain-flow', 'block', '0.0.0.0/0']])
  })

  it('do not let that zone\'s gateway out to the internet', () => {
    const out: JsonObject = { pod_selector: {}, policy_types: ['Egress'], egress: { to: { ip_block: { cidr: '0.0.0.0/0', except: [...reserved, ...others] } } } }

    expect(byHand('domain-front-city', 'dom-front', out)).toEqual([['cross-domain-flow', 'block', '0.0.0.0/0']])
  })
})

describe('a policy that stands as a manifest', () => {
  it('is judged like a typed one', () => {
    const open: JsonObject = { podSelector: {}, policyTypes: ['Egress'], egress: [{ to: [{ namespaceSelector: {} }] }] }

    expect(byHand('sys-salaries-city', 'sys-salaries', open, 'manifest')).toEqual([['cross-domain-flow', 'block', '{}']])
  })
})

describe('a namespace that stands as a manifest', () => {
  it('is judged like a typed one', () => {
    const metadata = { name: 'sys-extra', labels: { 'qianyun.internal/system': 'extra', 'qianyun.internal/classification': 'secret' } }
    const found = brings('sys-salaries-city', (resources) => { resources['kubernetes_manifest'] = { extra: { manifest: { apiVersion: 'v1', kind: 'Namespace', metadata } } } })

    expect(found.map(([gate]) => gate)).toEqual(['classified-system', 'default-deny', 'pod-security', 'workload-missing'])
  })
})

describe('a policy without types', () => {
  /** Instead of the namespace's own, one that selects all and opens nothing. */
  const instead = (spec: JsonObject) => brings('sys-salaries-city', (resources) => {
    const { 'sys-salaries-default-deny': _gone, ...others } = resources['kubernetes_network_policy_v1']!
    resources['kubernetes_network_policy_v1'] = others
    resources['kubernetes_manifest'] = { deny: { manifest: { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'deny', namespace: 'sys-salaries' }, spec } } }
  })

  it('keeps nobody from leaving by an empty list of egress rules', () => {
    expect(instead({ podSelector: {}, policyTypes: ['Ingress', 'Egress'], ingress: [], egress: [] })).toEqual([])
    expect(instead({ podSelector: {}, ingress: [], egress: [] })).toEqual([['default-deny', 'block', '']])
  })
})

describe('an exchange', () => {
  const channel = { match_labels: { 'qianyun.internal/channel': 'permits' } }
  const opening = { policy_types: ['Egress'], egress: { to: { namespace_selector: { match_labels: { 'qianyun.internal/system': 'salaries' } } } } }

  it('is opened channel by channel', () => {
    expect(byHand('platform-city', 'exchange-gap', { pod_selector: channel, ...opening })).toEqual([])
    expect(byHand('platform-city', 'exchange-gap', { pod_selector: {}, ...opening })).toEqual([['exchange-channel', 'block', 'gap']])
  })

  it('is not opened to all by a rule without peers', () => {
    expect(byHand('platform-city', 'exchange-gap', { pod_selector: {}, policy_types: ['Ingress'], ingress: { ports: { port: '80' } } })).toEqual([['exchange-channel', 'block', 'gap']])
  })
})

describe('a physically isolated domain', () => {
  it('has a cluster of its own', () => {
    const found = brings('domain-public-city', (resources) => {
      labelsOf(resources, 'dom-public')['qianyun.internal/domain-kind'] = 'isolated'
    })

    expect(found.filter(([gate]) => gate === 'domain-cluster')).toEqual([['domain-cluster', 'block', 'admin, front']])
  })
})
