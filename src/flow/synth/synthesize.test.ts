import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { makeCity, scratchFolder } from '../../../tests/support/stacks-city.js'
import { asObject, at, readOutput, resourcesOf, type SynthesizedStack } from './output/read-output.js'
import { synthesize, type SynthesisOptions } from './synthesize.js'

const folders: string[] = []
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true })))

function folder(): string {
  const made = scratchFolder()
  folders.push(made)
  return made
}

function build(change?: Parameters<typeof makeCity>[0], options: Partial<SynthesisOptions> = {}) {
  const { inventory, intent, assessment } = makeCity(change)
  const outdir = options.outdir ?? join(folder(), 'deep', 'out')
  const artifact = synthesize(inventory, intent, assessment, { ...options, outdir })
  const stacks = readOutput(outdir)
  const stack = (name: string): SynthesizedStack => stacks.find((candidate) => candidate.name === name)!
  return { outdir, artifact, stacks, stack, json: (name: string) => stack(name).json }
}

function filesOf(root: string): Record<string, string> {
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  const paths = files.map((entry) => join(entry.parentPath, entry.name)).sort()
  return Object.fromEntries(paths.map((path) => [path.slice(root.length), readFileSync(path, 'utf8')]))
}

describe('synthesis', () => {
  const city = build()

  it('writes platform, domain, system and edge stacks for the primary and the DR site', () => {
    expect(city.artifact.stacks.map(({ name }) => name)).toEqual([
      'platform-city', 'platform-city-dr', 'domain-admin-city', 'domain-admin-city-dr', 'domain-public-city', 'domain-public-city-dr',
      'sys-archive-city', 'sys-documents-city', 'sys-documents-city-dr', 'sys-permits-city', 'sys-permits-city-dr', 'sys-salaries-city', 'edge-documents',
    ])
  })

  it('orders stacks by their dependencies and refers to no other state', () => {
    expect(city.stack('sys-documents-city').dependencies).toEqual(['domain-admin-city'])
    expect(city.stack('domain-admin-city').dependencies).toEqual(['platform-city'])
    expect(city.stack('edge-documents').dependencies).toEqual(['sys-documents-city'])
    expect(JSON.stringify(city.stacks)).not.toContain('terraform_remote_state')
  })

  it('gives equal bytes on repetition, in another folder, and no absolute path', () => {
    const again = build()

    expect(filesOf(again.outdir)).toEqual(filesOf(city.outdir))
    expect(again.artifact.hash).toBe(city.artifact.hash)
    expect(JSON.stringify(filesOf(city.outdir))).not.toMatch(/"\/(tmp\/|home|root|var)/)
    expect(Object.values(filesOf(city.outdir)).join()).not.toContain(process.cwd())
  })

  it('states the backend by a relative path, the provider in full and the cluster by name', () => {
    for (const { name, json } of city.stacks) {
      expect(at(json, 'terraform', 'backend')).toEqual({ local: { path: `../../state/${name}.tfstate` } })
      expect(at(json, 'terraform', 'required_providers', 'kubernetes', 'source')).toBe('registry.opentofu.org/hashicorp/kubernetes')
      expect(at(json, 'provider', 'kubernetes', 'config_path')).toBe('${var.kubeconfig}')
    }
    expect(at(city.json('sys-permits-city-dr'), 'provider', 'kubernetes', 'config_context')).toBe('city-dr')
  })

  it('runs the image by digest from the site\'s registry, without waiting for the rollout', () => {
    const [primary, dr] = ['sys-documents-city', 'sys-documents-city-dr'].map((name) => at(city.json(name), 'resource', 'kubernetes_deployment_v1', 'workload'))

    expect(at(primary, 'spec', 'template', 'spec', 'container', 'image')).toMatch(/^registry\.city\.example\/gov\/documents@sha256:a{64}$/)
    expect(at(dr, 'spec', 'template', 'spec', 'container', 'image')).toMatch(/^registry\.dr\.example\/gov\/documents@sha256:a{64}$/)
    expect([at(primary, 'spec', 'replicas'), at(dr, 'spec', 'replicas')]).toEqual(['3', '1'])
    expect(at(primary, 'wait_for_rollout')).toBe(false)
    expect(at(primary, 'spec', 'template', 'spec', 'node_selector')).toEqual({ 'kubernetes.io/arch': 'arm64' })
  })

  it('holds the whole workload and one more pod in the quota of both sites', () => {
    const hard = (name: string) => at(city.json(name), 'resource', 'kubernetes_resource_quota_v1', 'sys-documents-quota', 'spec', 'hard')

    expect(hard('sys-documents-city')).toMatchObject({ pods: '4', 'requests.cpu': '8', 'limits.memory': '16Gi', 'services.nodeports': '0' })
    expect(hard('sys-documents-city-dr')).toEqual(hard('sys-documents-city'))
  })

  it('denies every flow of every namespace, then opens what is declared', () => {
    const policies = at(city.json('sys-documents-city'), 'resource', 'kubernetes_network_policy_v1')

    expect(at(policies, 'sys-documents-default-deny', 'spec')).toEqual({ pod_selector: {}, policy_types: ['Ingress', 'Egress'] })
    expect(Object.keys(policies ?? {})).toEqual([
      'sys-documents-allow-dns', 'sys-documents-allow-from-gap', 'sys-documents-allow-from-gateway', 'sys-documents-allow-to-databases',
      'sys-documents-allow-to-salaries', 'sys-documents-default-deny',
    ])
  })

  it('sends a flow between two domains through the exchange on both sides', () => {
    const client = at(city.json('sys-permits-city'), 'resource', 'kubernetes_network_policy_v1', 'sys-permits-allow-to-gap', 'spec', 'egress')
    const platform = at(city.json('platform-city'), 'resource', 'kubernetes_network_policy_v1')

    expect(at(client, 'to', 'namespace_selector', 'match_labels')).toEqual({ 'qianyun.internal/exchange': 'gap' })
    expect(at(client, 'ports', 'port')).toBe('8080')
    expect(Object.keys(platform ?? {})).toEqual(expect.arrayContaining(['exchange-gap-allow-from-permits-to-documents', 'exchange-gap-allow-to-documents']))
  })

  it('names a database outside the cluster and leaves its address to whoever applies', () => {
    const json = city.json('sys-documents-city')

    expect(at(json, 'resource', 'kubernetes_service_v1', 'db-main', 'spec')).not.toHaveProperty('selector')
    expect(at(json, 'resource', 'kubernetes_endpoint_slice_v1', 'db-main-addresses', 'endpoint', 'addresses')).toEqual(['${var.db_documents__main_address}'])
    expect(at(json, 'resource', 'kubernetes_endpoint_slice_v1', 'db-main-addresses', 'metadata', 'labels', 'kubernetes.io/service-name')).toBe('db-main')
    expect(at(json, 'variable', 'db_documents__main_address')).toMatchObject({ type: 'string' })
  })

  it('asks for the address of each server by a name of its own, though all stacks of a site get theirs from one list', () => {
    const { stacks } = build((file) => {
      const permits = file.systems!.find(({ id }) => id === 'permits')!
      Object.assign(permits, { domainName: 'permits.city.example' })
      Object.assign(permits.deployments![0]!, { db: [{ id: 'main', product: 'postgresql', version: '15', sizeGb: 20 }] })
    })
    const ofPrimary = stacks.filter(({ name }) => !name.endsWith('-dr'))
    const asked = ofPrimary.flatMap(({ json }) => Object.keys(asObject(json.variable))).filter((name) => name !== 'kubeconfig').sort()

    expect(asked).toEqual(['db_documents__main_address', 'db_permits__main_address', 'legacy_documents_address', 'legacy_permits_address'])
  })

  it('refers to secrets by name only', () => {
    const pod = at(city.json('sys-documents-city'), 'resource', 'kubernetes_deployment_v1', 'workload', 'spec', 'template', 'spec')

    expect(JSON.stringify(at(pod, 'container', 'env'))).toContain('"secret_key_ref":{"key":"password","name":"documents-main-database"}')
    expect(JSON.stringify(city.stacks)).not.toContain('kubernetes_secret')
  })

  it('gives a system without an image its place, nothing to run, and says so', () => {
    const types = resourcesOf(city.stack('sys-archive-city')).map(({ type }) => type)

    const place = ['kubernetes_namespace_v1', 'kubernetes_resource_quota_v1', 'kubernetes_network_policy_v1', 'kubernetes_service_v1']

    expect(types).toEqual(expect.arrayContaining(place))
    expect(types).not.toContain('kubernetes_deployment_v1')
    expect(city.artifact.findings.filter(({ stack }) => stack === 'sys-archive-city').map(({ gate, severity }) => [gate, severity]))
      .toEqual([['assumed-values', 'warn'], ['workload-missing', 'warn']])
  })

  it('warns of a neighbour that is missing at the DR site, and blocks nothing else', () => {
    expect(city.artifact.findings.filter(({ severity }) => severity === 'block')).toEqual([])
    expect(city.artifact.findings).toContainEqual(expect.objectContaining({
      gate: 'unresolved-dependency', stack: 'sys-documents-city-dr', params: { system: 'documents', other: 'salaries', reason: 'no-replica' },
    }))
  })

  it('changes one route and nothing else when a weight changes', () => {
    const shifted = build(undefined, { weights: { documents: 5 } })
    const changed = shifted.artifact.stacks.filter(({ hash }, index) => hash !== city.artifact.stacks[index]!.hash)
    const route = (side: typeof city) => at(side.json('edge-documents'), 'resource', 'kubernetes_manifest', 'route', 'manifest')
    const backends = (side: typeof city) => at(route(side), 'spec', 'rules', 'backendRefs')

    expect(changed.map(({ name }) => name)).toEqual(['edge-documents'])
    expect(backends(city)).toEqual([{ name: 'documents', port: 80, weight: 0 }, { name: 'documents-legacy', port: 80, weight: 100 }])
    expect(backends(shifted)).toEqual([{ name: 'documents', port: 80, weight: 5 }, { name: 'documents-legacy', port: 80, weight: 95 }])
  })

  it('builds only what is selected and what that depends on', () => {
    const one = build(undefined, { systems: ['permits'], sites: ['dr'] })

    expect(one.artifact.stacks.map(({ name }) => name)).toEqual(['platform-city-dr', 'domain-public-city-dr', 'sys-permits-city-dr'])
    expect(one.json('sys-permits-city-dr')).toEqual(city.json('sys-permits-city-dr'))
  })

  it('removes the folder of a system that is gone and keeps those that are only not selected', () => {
    const outdir = folder()
    build(undefined, { outdir })
    mkdirSync(join(outdir, 'state'))

    build((file) => { file.systems = file.systems!.filter(({ id }) => id !== 'archive') }, { outdir, systems: ['permits'] })

    expect(existsSync(join(outdir, 'stacks', 'sys-archive-city'))).toBe(false)
    expect(existsSync(join(outdir, 'stacks', 'sys-documents-city'))).toBe(true)
    expect(existsSync(join(outdir, 'state'))).toBe(true)
  })

  it('never builds a classified system, one of the intranet, or a row that stands for many', () => {
    const names = build((file) => {
      Object.assign(file.systems![0]!, { classified: 'secret' })
      Object.assign(file.systems![1]!, { networks: ['intranet'] })
      Object.assign(file.systems![2]!, { count: { atLeast: 3 } })
    }).artifact.stacks.map(({ name }) => name)

    expect(names).toEqual(['platform-city', 'domain-admin-city', 'sys-salaries-city'])
  })
})
