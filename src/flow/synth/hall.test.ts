import { rmSync } from 'node:fs'
import { afterAll, describe, expect, it } from 'vitest'
import { addHall, digest, makeCity, scratchFolder } from '../../../tests/support/stacks-city.js'
import type { Json } from '../../model/json.js'
import { manifestsOf } from './manifests/manifests-of.js'
import { asList, asObject, at, readOutput } from './output/read-output.js'
import { synthesize, type SynthesisOptions } from './synthesize.js'

const folders: string[] = []
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true })))

type Change = NonNullable<Parameters<typeof makeCity>[0]>

function build(change: Change = () => {}, options: Partial<SynthesisOptions> = {}) {
  const outdir = scratchFolder()
  folders.push(outdir)
  const { inventory, intent, assessment } = makeCity((file) => {
    addHall(file)
    change(file)
  })
  const artifact = synthesize(inventory, intent, assessment, { systems: ['hall'], ...options, outdir })
  const stacks = readOutput(outdir)
  const json = (name: string): Json | undefined => stacks.find((stack) => stack.name === name)?.json
  return {
    artifact, json, stack: (name: string) => stacks.find((stack) => stack.name === name)!, names: artifact.stacks.map(({ name }) => name),
    resource: (stack: string, type: string, id: string) => at(json(stack), 'resource', `kubernetes_${type}`, id),
    ids: (stack: string, type: string) => Object.keys(asObject(at(json(stack), 'resource', `kubernetes_${type}`))),
    blocking: artifact.findings.filter(({ severity }) => severity === 'block'),
  }
}

const [here, there] = ['sys-hall-city', 'sys-hall-city-dr'] as const
const city = build()
const podOf = (workload: Json | undefined) => at(workload, 'spec', 'template', 'spec')
const pods: [string, Json | undefined][] = [
  ['web', podOf(city.resource(here, 'deployment_v1', 'workload-web'))],
  ['cache', podOf(city.resource(here, 'stateful_set_v1', 'workload-cache'))],
  ['nightly', podOf(at(city.resource(here, 'cron_job_v1', 'workload-nightly'), 'spec', 'job_template'))],
]

const hallTarget = (file: Parameters<Change>[0]) => file.systems!.find(({ id }) => id === 'hall')!.deployments![0]!
const workload = (file: Parameters<Change>[0], name: string) => hallTarget(file).workloads!.find((one) => one.name === name)!

describe('a system of several workloads', () => {
  it('passes every gate on both sites', () => {
    expect(city.blocking).toEqual([])
    expect(city.names.filter((name) => name.includes('hall'))).toEqual([here, there, 'edge-hall'])
  })

  it.each(pods)('runs %s as nobody in particular, by digest, kept apart over zones and hosts', (name, pod) => {
    const container = at(pod, 'container')

    expect(at(container, 'security_context')).toEqual({ run_as_non_root: true, allow_privilege_escalation: false, read_only_root_filesystem: true, capabilities: { drop: ['ALL'] } })
    expect(at(container, 'image')).toBe(`registry.city.example/gov/hall@${digest}`)
    expect(asList(asObject(pod)['topology_spread_constraint']).map((rule) => [at(rule, 'topology_key'), at(rule, 'label_selector', 'match_labels')])).toEqual([
      ['topology.kubernetes.io/zone', { 'app.kubernetes.io/name': `hall-${name}` }], ['kubernetes.io/hostname', { 'app.kubernetes.io/name': `hall-${name}` }],
    ])
    expect(at(pod, 'priority_class_name')).toBe(name === 'nightly' ? 'qianyun-batch' : 'qianyun-standard')
  })

  it('sends clients to the workload that serves them, and others by their own names', () => {
    expect(city.ids(here, 'service_v1')).toEqual(['peers-cache', 'service', 'service-cache'])
    expect(at(city.resource(here, 'service_v1', 'service'), 'spec', 'selector')).toEqual({ 'app.kubernetes.io/name': 'hall-web' })
    expect(at(city.resource(here, 'service_v1', 'peers-cache'), 'spec', 'cluster_ip')).toBe('None')
    expect(at(city.resource(here, 'stateful_set_v1', 'workload-cache'), 'spec', 'service_name')).toBe('hall-cache-peers')
  })

  it('asks for health by path where one is stated, by port elsewhere, and of no job', () => {
    const probe = (index: number) => at(pods[index]![1], 'container', 'readiness_probe')

    expect(at(probe(0), 'http_get')).toEqual({ path: '/health', port: '8080' })
    expect(at(probe(1), 'tcp_socket', 'port')).toBe('6379')
    expect(probe(2)).toBeUndefined()
  })

  it('brings secrets by name, as a variable and as a file', () => {
    const [, pod] = pods[0]!

    expect(asList(at(pod, 'container', 'env'))).toContainEqual({ name: 'MAIL_TOKEN', value_from: { secret_key_ref: { name: 'hall-mail', key: 'token' } } })
    expect(asList(at(pod, 'container', 'volume_mount'))).toContainEqual({ name: 'secrets-0', mount_path: '/etc/hall', read_only: true })
    expect(asList(at(pod, 'volume'))).toContainEqual({
      name: 'secrets-0', projected: [{ default_mode: '0440', sources: [{ secret: [{ name: 'hall-tls', items: [{ key: 'tls.key', path: 'tls.key' }] }] }] }],
    })
  })

  it('gives each pod of a stateful set a volume of its own, and several pods of a deployment one they share', () => {
    expect(at(city.resource(here, 'stateful_set_v1', 'workload-cache'), 'spec', 'volume_claim_template', 'spec'))
      .toEqual({ access_modes: ['ReadWriteOnce'], storage_class_name: 'fast', resources: { requests: { storage: '4Gi' } } })
    expect(at(city.resource(here, 'persistent_volume_claim_v1', 'volume-web-uploads'), 'spec', 'access_modes')).toEqual(['ReadWriteMany'])
  })

  it('lets no second pod start where only one can hold the volume', () => {
    const alone = build((file) => { workload(file, 'web').replicas = 1 })

    expect(at(alone.resource(here, 'deployment_v1', 'workload-web'), 'spec', 'strategy')).toEqual({ type: 'Recreate' })
    expect(at(alone.resource(here, 'persistent_volume_claim_v1', 'volume-web-uploads'), 'spec', 'access_modes')).toEqual(['ReadWriteOnce'])
    expect(alone.ids(here, 'pod_disruption_budget_v1')).toEqual(['disruption-cache'])
    expect(alone.blocking).toEqual([])
  })

  it('runs a schedule on Beijing time, never twice at once, and not at the standby', () => {
    const job = city.resource(here, 'cron_job_v1', 'workload-nightly')

    expect(at(job, 'spec')).toMatchObject({ schedule: '30 2 * * *', timezone: 'Asia/Shanghai', concurrency_policy: 'Forbid', starting_deadline_seconds: 600, suspend: false })
    expect(at(job, 'spec', 'job_template', 'spec', 'active_deadline_seconds')).toBe(21_600)
    expect(at(city.resource(there, 'cron_job_v1', 'workload-nightly'), 'spec', 'suspend')).toBe(true)
  })

  it('replaces the pods when their configuration changes, and only those', () => {
    const changed = build((file) => { workload(file, 'web').config = { LOG_LEVEL: 'debug' } })
    const hash = (side: typeof city, type: string, id: string) => at(side.resource(here, type, id), 'spec', 'template', 'metadata', 'annotations', 'qianyun.internal/config')

    expect(hash(changed, 'deployment_v1', 'workload-web')).not.toBe(hash(city, 'deployment_v1', 'workload-web'))
    expect(hash(changed, 'stateful_set_v1', 'workload-cache')).toBe(hash(city, 'stateful_set_v1', 'workload-cache'))
  })

  it('holds in its quota all that serves and what replaces it', () => {
    const hard = at(city.resource(here, 'resource_quota_v1', 'sys-hall-quota'), 'spec', 'hard')

    // web 2 + 1, cache 2, nightly 1, database 3 + 1; 3 x 2 + 2 + 1 + 4 x 4 cores; 5 + 2 x 4 + 3 x 30 GiB.
    expect(hard).toMatchObject({ pods: '10', 'limits.cpu': '25', 'requests.storage': '103Gi' })
    expect(at(city.resource(there, 'resource_quota_v1', 'sys-hall-quota'), 'spec', 'hard')).toEqual(hard)
  })

  it('opens the way between its parts', () => {
    expect(at(city.resource(here, 'network_policy_v1', 'sys-hall-allow-from-itself'), 'spec', 'ingress', 'from', 'namespace_selector', 'match_labels'))
      .toEqual({ 'qianyun.internal/domain': 'admin', 'qianyun.internal/system': 'hall' })
  })

  it('asks for what the busiest month needed, with headroom, and is promised no more than its size', () => {
    const month = { system: 'hall', month: '2026-05', source: 'assumed' } as const
    const measured = build((file) => { file.usage = [{ ...month, avgCpu: 0.1, avgMem: 0.2 }, { ...month, month: '2026-06', avgCpu: 0.3, avgMem: 0.1 }] })
    const resources = (type: string, id: string) => at(podOf(measured.resource(here, type, id)), 'container', 'resources')

    expect(resources('deployment_v1', 'workload-web')).toEqual({ requests: { cpu: '780m', memory: '1072Mi' }, limits: { cpu: '2', memory: '4Gi' } })
    expect(resources('stateful_set_v1', 'workload-cache')).toEqual({ requests: { cpu: '390m', memory: '536Mi' }, limits: { cpu: '1', memory: '2Gi' } })
    expect(measured.blocking).toEqual([])
  })

  it('runs on the nodes of the domestic-technology zone when it lies there', () => {
    const placed = build((file) => {
      const cloud = file.clouds![0]!
      cloud.zones!.push({ ...cloud.zones![0]!, id: 'city-xc', kind: 'xinchuang' })
      for (const cluster of [cloud.cluster!, cloud.drCluster!]) cluster.nodes = { xinchuang: { 'zone.city.example/xinchuang': 'true' } }
      hallTarget(file).cloudZone = 'xinchuang'
    })

    expect(at(podOf(placed.resource(here, 'deployment_v1', 'workload-web')), 'node_selector')).toEqual({ 'kubernetes.io/arch': 'arm64', 'zone.city.example/xinchuang': 'true' })
    expect(placed.blocking).toEqual([])
  })
})

describe('the manifests of a system', () => {
  it('hold all that the stack holds', () => {
    const variables = { kubernetes_api_address: '10.1.0.2', db_hall__ledger__city_address: '10.1.0.5', db_hall__ledger__city_dr_address: '10.1.0.6' }
    const { objects, diagnostics } = manifestsOf(city.stack(here), variables)
    const web = objects.find(({ kind }) => kind === 'Deployment')

    expect(diagnostics).toEqual([])
    expect(asList(at(web, 'spec', 'template', 'spec', 'volumes'))).toContainEqual({
      name: 'secrets-0', projected: { defaultMode: 0o440, sources: [{ secret: { name: 'hall-tls', optional: false, items: [{ key: 'tls.key', path: 'tls.key' }] } }] },
    })
  })
})

describe('a CloudNativePG database', () => {
  const cluster = (side: typeof city, stack: string) => at(side.resource(stack, 'manifest', 'database-ledger'), 'manifest')

  it('is a primary here and a replica there, of one name, each knowing the other', () => {
    expect(cluster(city, here)).toMatchObject({
      apiVersion: 'postgresql.cnpg.io/v1', kind: 'Cluster', metadata: { name: 'db-ledger', namespace: 'sys-hall' },
      spec: {
        instances: 3, imageName: `registry.city.example/db/postgresql:16.4@${digest}`, storage: { size: '30Gi', storageClass: 'fast' },
        resources: { requests: { cpu: '4', memory: '8Gi' }, limits: { cpu: '4', memory: '8Gi' } },
        bootstrap: { initdb: { database: 'hall', owner: 'hall', secret: { name: 'hall-ledger-database' } } },
        replica: { self: 'city', primary: 'city', source: 'city-dr' },
      },
    })
    expect(at(cluster(city, there), 'spec')).toMatchObject({
      instances: 1, storage: { storageClass: 'plain' }, bootstrap: { pg_basebackup: { source: 'city', database: 'hall' } }, replica: { self: 'city-dr', primary: 'city', source: 'city' },
    })
    expect(asList(asObject(at(cluster(city, here), 'spec'))['externalClusters']).map((site) => [at(site, 'name'), at(site, 'connectionParameters', 'host')]))
      .toEqual([['city', '${var.db_hall__ledger__city_address}'], ['city-dr', '${var.db_hall__ledger__city_dr_address}']])
  })

  it('is reached by its own service, with the secret its operator reads', () => {
    expect(at(city.resource(here, 'config_map_v1', 'config-web'), 'data', 'LEDGER_HOST')).toBe('db-ledger-rw')
    expect(asList(at(pods[0]![1], 'container', 'env'))).toContainEqual({ name: 'LEDGER_USER', value_from: { secret_key_ref: { name: 'hall-ledger-database', key: 'username' } } })
    expect(city.ids(here, 'endpoint_slice_v1')).toEqual([])
  })

  it('has no other site where the system has no replica', () => {
    const alone = build((file) => {
      delete file.clouds![0]!.drFacility
      hallTarget(file).db![0]!.instances = 1
    })

    expect(alone.names).not.toContain(there)
    expect(at(cluster(alone, here), 'spec')).not.toHaveProperty('replica')
    expect(at(cluster(alone, here), 'spec', 'enablePDB')).toBe(false)
  })

  it('is refused on a cluster that has no operator', () => {
    const without = build((file) => { delete file.clouds![0]!.drCluster!.cloudNativePg })

    expect(without.blocking).toEqual([{
      gate: 'cnpg-not-installed', stack: there, resource: 'kubernetes_namespace_v1.sys-hall', severity: 'block', params: { system: 'hall', store: 'ledger' },
    }])
  })
})

describe('gateways and routes', () => {
  it('belong to a domain whose cluster states a class, and are open to its own systems only', () => {
    const gateway = at(city.resource('domain-admin-city', 'manifest', 'gateway'), 'manifest')
    const listeners = asList(asObject(at(gateway, 'spec'))['listeners'])

    expect(gateway).toMatchObject({ kind: 'Gateway', metadata: { name: 'gateway', namespace: 'dom-admin' }, spec: { gatewayClassName: 'gov' } })
    expect(listeners.map((listener) => [at(listener, 'protocol'), at(listener, 'allowedRoutes', 'namespaces', 'selector', 'matchLabels')]))
      .toEqual([['HTTP', { 'qianyun.internal/domain': 'admin' }], ['HTTPS', { 'qianyun.internal/domain': 'admin' }]])
    expect(at(listeners[1], 'tls', 'certificateRefs')).toEqual([{ group: '', kind: 'Secret', name: 'gateway-tls' }])
    expect(at(city.resource('edge-hall', 'manifest', 'route'), 'manifest', 'spec', 'parentRefs')).toEqual([{ name: 'gateway', namespace: 'dom-admin' }])
  })

  it('are left out where no class is stated', () => {
    const without = build((file) => [file.clouds![0]!.cluster!, file.clouds![0]!.drCluster!].forEach((cluster) => { delete cluster.gatewayClass }))

    expect(without.resource('domain-admin-city', 'manifest', 'gateway')).toBeUndefined()
  })
})

describe('a promoted system', () => {
  const promoted = build(undefined, { promoted: ['hall'] })

  it('serves at the DR site, where its schedules run and its route lies', () => {
    expect(at(promoted.resource(there, 'deployment_v1', 'workload-web'), 'spec', 'replicas')).toBe('2')
    expect(at(promoted.resource(there, 'cron_job_v1', 'workload-nightly'), 'spec', 'suspend')).toBe(false)
    expect(at(promoted.resource(there, 'manifest', 'database-ledger'), 'manifest', 'spec')).toMatchObject({ instances: 3, replica: { self: 'city-dr', primary: 'city-dr', source: 'city' } })
    expect(at(promoted.resource(there, 'config_map_v1', 'config-web'), 'data', 'SITE_ROLE')).toBe('primary')
    expect(at(promoted.json('edge-hall'), 'provider', 'kubernetes', 'config_context')).toBe('city-dr')
    expect(promoted.artifact.stacks.find(({ name }) => name === 'edge-hall')).toMatchObject({ site: 'city-dr', dependencies: [there] })
    expect(asList(at(promoted.resource('edge-hall', 'manifest', 'route'), 'manifest', 'spec', 'rules', 'backendRefs')).map((backend) => at(backend, 'weight'))).toEqual([100, 0])
  })

  it('leaves a standby behind that runs no batch and takes no writes', () => {
    expect(at(promoted.resource(here, 'manifest', 'database-ledger'), 'manifest', 'spec'))
      .toMatchObject({ replica: { self: 'city', primary: 'city-dr' }, bootstrap: { pg_basebackup: { source: 'city-dr', database: 'hall' } } })
    expect(at(promoted.resource(here, 'deployment_v1', 'workload-web'), 'spec', 'replicas')).toBe('1')
    expect(at(promoted.resource(here, 'cron_job_v1', 'workload-nightly'), 'spec', 'suspend')).toBe(true)
    expect(promoted.blocking).toEqual([])
  })

  it('is applied from the DR site without the dead one', () => {
    expect(build(undefined, { promoted: ['hall'], sites: ['dr'] }).names).toEqual(['platform-city-dr', 'domain-admin-city-dr', there, 'edge-hall'])
  })

  it('without a replica stays as it is', () => {
    expect(build((file) => { delete file.clouds![0]!.drFacility }, { promoted: ['hall'] }).artifact.stacks.find(({ name }) => name === 'edge-hall')?.site).toBe('city')
  })
})
