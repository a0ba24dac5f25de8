import { rmSync } from 'node:fs'
import { afterAll, describe, expect, it } from 'vitest'
import { makeCity, scratchFolder } from '../../../../tests/support/stacks-city.js'
import { readOutput, type SynthesizedStack } from '../output/read-output.js'
import { defaultSettings, type StackSettings } from '../settings.js'
import { synthesize } from '../synthesize.js'
import { cidrContains } from './cidr.js'
import { gates, runGates } from './gates.js'

const outdir = scratchFolder()
afterAll(() => rmSync(outdir, { recursive: true }))
const { inventory, intent, assessment } = makeCity()
synthesize(inventory, intent, assessment, { outdir })
const clean = readOutput(outdir)

/** A tree that a test may change by hand, as somebody might change the output. */
interface Tree { [key: string]: Tree }

/** Findings that a change of one stack brings; those of the untouched output are left out. */
function after(name: string, change: (json: Tree) => void) {
  const stacks: (SynthesizedStack & { json: Tree })[] = JSON.parse(JSON.stringify(clean))
  change(stacks.find((stack) => stack.name === name)!.json)
  const known = runGates(clean).map((finding) => JSON.stringify(finding))
  return runGates(stacks).filter((finding) => !known.includes(JSON.stringify(finding)))
}

const put = (tree: Tree, path: string[], value: unknown): void => {
  Object.assign(path.slice(0, -1).reduce<Tree>((current, key) => current[key]!, tree), { [path.at(-1)!]: value })
}

const primary = 'sys-documents-city'
const namespaceLabels = ['resource', 'kubernetes_namespace_v1', 'sys-documents', 'metadata', 'labels']
const salaries = 'sys-salaries-city'
const salariesLabels = ['resource', 'kubernetes_namespace_v1', 'sys-salaries', 'metadata', 'labels']
const policies = ['resource', 'kubernetes_network_policy_v1']

/** A policy of the salaries' namespace, written by hand. */
const byHand = (spec: object) => after(salaries, (json) => put(json, [...policies, 'by-hand'], { metadata: { namespace: 'sys-salaries' }, spec }))
const container = ['resource', 'kubernetes_deployment_v1', 'workload', 'spec', 'template', 'spec', 'container', '0']

describe('gates', () => {
  it('find nothing that blocks in what is synthesized', () => {
    expect(runGates(clean).filter(({ severity }) => severity === 'block')).toEqual([])
  })

  it('have ids and codes of their own', () => {
    expect(new Set(gates.map(({ id }) => id)).size).toBe(gates.length)
    expect(gates.map(({ code }) => code)).toEqual(gates.map(({ id }) => `STK_${id.toUpperCase().replaceAll('-', '_')}`))
  })

  it('block an image that is named by a tag', () => {
    const image = 'registry.city.example/app:1.4'
    const found = after(salaries, (json) => put(json, ['resource', 'kubernetes_pod_v1'], { extra: { spec: { container: { image } } } })).filter(({ gate }) => gate === 'image-digest')

    expect(found).toEqual([{ gate: 'image-digest', stack: salaries, resource: 'kubernetes_pod_v1.extra', severity: 'block', params: { image } }])
  })

  it('block an init container of a schedule that is named by a tag', () => {
    const job = { nightly: { spec: { job_template: { spec: { template: { spec: { init_container: [{ image: 'a@sha256:short' }] } } } } } } }

    expect(after(salaries, (json) => put(json, ['resource', 'kubernetes_cron_job_v1'], job)).map(({ gate }) => gate)).toContain('image-digest')
  })

  it.each(['enforce', 'enforce-version', 'audit', 'audit-version', 'warn', 'warn-version'])('block a namespace without the label %s', (mode) => {
    const label = `pod-security.kubernetes.io/${mode}`
    const found = after(salaries, (json) => { delete json.resource!.kubernetes_namespace_v1!['sys-salaries']!.metadata!.labels![label] })

    expect(found).toMatchObject([{ gate: 'pod-security', severity: 'block', params: { labels: label } }])
  })

  it.each([
    ['an environment variable', 'env', { name: 'DB_PASSWORD', value: 'hunter2' }],
    ['a URL', 'command', 'postgres://app:hunter2@db/main'],
    ['a private key', 'args', '-----BEGIN RSA PRIVATE KEY-----hunter2'],
  ])('block a secret in %s without repeating it', (_where, key, value) => {
    const found = after('sys-permits-city', (json) => put(json, [...container, key], [value])).filter(({ gate }) => gate === 'clear-text-secret')

    expect(found).toMatchObject([{ stack: 'sys-permits-city', resource: 'kubernetes_deployment_v1.workload', severity: 'block' }])
    expect(JSON.stringify(found)).not.toContain('hunter2')
  })

  it('block a secret object with contents, and a password in a backend', () => {
    const withSecret = after(primary, (json) => put(json, ['resource', 'kubernetes_secret_v1'], { s: { data: { user: 'x' } } }))
    const object = withSecret.filter(({ gate }) => gate === 'clear-text-secret')
    const backend = after('platform-city', (json) => put(json, ['terraform', 'backend'], { pg: { conn_str: 'dbname=state password=hunter2' } }))

    expect(object).toMatchObject([{ resource: 'kubernetes_secret_v1.s' }])
    expect(backend).toMatchObject([{ gate: 'clear-text-secret', params: { path: 'terraform.backend.pg.conn_str' } }, { gate: 'state-backend', params: { part: 'conn_str' } }])
  })

  it('block a secret that stands as a manifest', () => {
    const manifest = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 's', namespace: 'sys-salaries' }, data: { user: 'aHVudGVyMg==' } }
    const found = after(salaries, (json) => put(json, ['resource', 'kubernetes_manifest'], { s: { manifest } }))

    expect(found).toMatchObject([{ gate: 'clear-text-secret', resource: 'kubernetes_manifest.s' }, { gate: 'unknown-resource' }])
  })

  it.each<StackSettings['state']>([
    { kind: 'local' }, { kind: 'pg', schema: 'stacks' }, { kind: 's3', bucket: 'b', region: 'r' }, { kind: 'kubernetes', namespace: 'n' }, { kind: 'http', address: 'https://state.internal' },
  ])('find twins alike that keep their states in $kind', (state) => {
    const place = scratchFolder()
    const { findings } = synthesize(inventory, intent, assessment, { outdir: place, settings: { ...defaultSettings, state } })
    rmSync(place, { recursive: true })

    expect(findings.filter(({ severity }) => severity === 'block')).toEqual([])
  })

  it('never show a secret as a difference between twins', () => {
    const found = after('sys-documents-city-dr', (json) => put(json, ['resource', 'kubernetes_config_map_v1', 'config', 'data', 'API_TOKEN'], 'hunter2'))

    expect(found.map(({ gate }) => gate)).toEqual(['clear-text-secret', 'twin-parity'])
    expect(JSON.stringify(found)).not.toContain('hunter2')
  })

  it.each([
    ['another domain\'s systems', { namespace_selector: { match_labels: { 'qianyun.internal/domain': 'public' } } }],
    ['a system without its domain', { namespace_selector: { match_labels: { 'qianyun.internal/system': 'permits' } } }],
    ['every namespace', { namespace_selector: {} }],
    ['all of kube-system', { namespace_selector: { match_labels: { 'kubernetes.io/metadata.name': 'kube-system' } } }],
    ['another domain\'s addresses', { ip_block: { cidr: '10.2.0.0/24' } }],
    ['everywhere', { ip_block: { cidr: '0.0.0.0/0' } }],
  ])('block an opening to %s', (_where, peer) => {
    const resource = 'kubernetes_network_policy_v1.by-hand'

    expect(byHand({ egress: [{ to: [peer] }] })).toMatchObject([{ gate: 'cross-domain-flow', resource, severity: 'block' }])
  })

  it('block an opening that names no peer at all', () => {
    expect(byHand({ ingress: [{ ports: [{ port: '1' }] }] })).toMatchObject([{ gate: 'cross-domain-flow', params: { peer: '*' } }])
  })

  it('block a system that calls itself an exchange', () => {
    const found = after(salaries, (json) => put(json, [...salariesLabels, 'qianyun.internal/exchange'], 'gap'))

    expect(found.map(({ gate }) => gate)).toEqual(['cross-domain-flow'])
  })

  it('pass openings to the same domain, its addresses and the exchange', () => {
    const peers = [
      { namespace_selector: { match_labels: { 'qianyun.internal/domain': 'admin' } } }, { ip_block: { cidr: '10.1.7.0/24' } },
      { namespace_selector: { match_labels: { 'qianyun.internal/exchange': 'gap' } } }, { pod_selector: {} },
    ]

    expect(byHand({ egress: [{ to: peers }] })).toEqual([])
  })

  it('block a classified system without naming it', () => {
    const found = after(salaries, (json) => put(json, [...salariesLabels, 'qianyun.internal/classification'], 'secret'))

    expect(found).toEqual([{ gate: 'classified-system', stack: '-', resource: null, severity: 'block', params: {} }])
  })

  it('block a namespace whose default deny is gone or opens something', () => {
    const gone = after(salaries, (json) => { delete json.resource!.kubernetes_network_policy_v1!['sys-salaries-default-deny'] })
    const oneWay = after(salaries, (json) => put(json, [...policies, 'sys-salaries-default-deny', 'spec', 'policy_types'], ['Ingress']))
    const some = after(salaries, (json) => put(json, [...policies, 'sys-salaries-default-deny', 'spec', 'pod_selector'], { match_labels: { a: 'b' } }))

    for (const found of [gone, oneWay, some]) expect(found).toMatchObject([{ gate: 'default-deny', severity: 'block', params: { namespace: 'sys-salaries' } }])
  })

  it('block a replica in the facility of its primary', () => {
    const found = after('sys-documents-city-dr', (json) => put(json, [...namespaceLabels, 'qianyun.internal/facility'], 'dc-one'))

    expect(found).toMatchObject([{ gate: 'replica-facility', severity: 'block', params: { system: 'documents', facility: 'dc-one' } }])
  })

  it('block every difference between twins that is not declared', () => {
    const found = after('sys-documents-city-dr', (json) => {
      put(json, [...container, 'image'], `registry.dr.example/gov/documents@sha256:${'b'.repeat(64)}`)
      put(json, ['resource', 'kubernetes_service_v1', 'service', 'spec', 'type'], 'NodePort')
      delete json.resource!.kubernetes_pod_disruption_budget_v1!.disruption!.spec!.max_unavailable
    })

    expect(found.map(({ gate, params }) => [gate, params.path])).toEqual([
      ['twin-parity', 'resource.kubernetes_deployment_v1.workload.spec.template.spec.container.0.image'],
      ['twin-parity', 'resource.kubernetes_pod_disruption_budget_v1.disruption.spec.max_unavailable'],
      ['twin-parity', 'resource.kubernetes_service_v1.service.spec.type'],
    ])
  })

  it('block a policy that only the replica\'s domain has', () => {
    const found = after('domain-admin-city-dr', (json) => { delete json.resource!.kubernetes_network_policy_v1!['dom-admin-allow-from-users'] })

    expect(found.every(({ gate, stack }) => gate === 'twin-parity' && stack === 'domain-admin-city-dr')).toBe(true)
    expect(found.length).toBeGreaterThan(0)
  })

  it('warn of assumed values, unresolved dependencies and missing workloads', () => {
    const metadata = ['resource', 'kubernetes_namespace_v1', 'sys-permits', 'metadata', 'annotations']
    const found = after('sys-permits-city', (json) => {
      put(json, metadata, { 'qianyun.internal/assumed': 'nodes,ports', 'qianyun.internal/unresolved': 'a:unknown,b:no-exchange' })
      delete json.resource!.kubernetes_deployment_v1
    }).filter(({ severity }) => severity === 'warn')

    expect(found.map(({ gate, params }) => ({ gate, ...params }))).toEqual([
      { gate: 'assumed-values', system: 'permits', fields: 'nodes, ports' },
      { gate: 'unresolved-dependency', system: 'permits', other: 'a', reason: 'unknown' },
      { gate: 'unresolved-dependency', system: 'permits', other: 'b', reason: 'no-exchange' },
      { gate: 'workload-missing', system: 'permits' },
    ])
  })
})

describe('address ranges', () => {
  it.each([
    ['10.0.0.0/8', '10.255.255.255/32', true], ['10.1.0.0/16', '10.1.0.0/16', true], ['10.1.0.0/16', '10.1.0.0/15', false],
    ['10.1.0.0/16', '10.2.0.0/24', false], ['0.0.0.0/0', '255.255.255.255/32', true], ['10.1.0.0/16', '${var.address}/32', false], ['', '10.1.0.0/24', false],
  ])('%s contains %s: %s', (outer, inner, expected) => {
    expect(cidrContains(outer, inner)).toBe(expected)
  })
})
