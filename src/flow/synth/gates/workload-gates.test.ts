import { rmSync } from 'node:fs'
import { afterAll, describe, expect, it } from 'vitest'
import { addHall, makeCity, scratchFolder } from '../../../../tests/support/stacks-city.js'
import { readOutput, type SynthesizedStack } from '../output/read-output.js'
import { synthesize } from '../synthesize.js'
import { declaredDifferences } from './declared-differences.js'
import { runGates } from './gates.js'
import { checkTwins } from './twin-parity.js'

const outdir = scratchFolder()
afterAll(() => rmSync(outdir, { recursive: true }))
const { inventory, intent, assessment } = makeCity((file) => {
  addHall(file)
  // The replica's cluster lacks what the primary's has, so that this difference is there as well.
  delete file.clouds![0]!.drCluster!.cloudNativePg
})
synthesize(inventory, intent, assessment, { outdir })
const clean = readOutput(outdir)
const known = new Set(runGates(clean).map((finding) => JSON.stringify(finding)))

/** A tree that a test may change by hand, as somebody might change the output. */
interface Tree { [key: string]: Tree }

/** Findings that a change of one stack brings. */
function after(name: string, change: (json: Tree) => void) {
  const stacks: (SynthesizedStack & { json: Tree })[] = JSON.parse(JSON.stringify(clean))
  change(stacks.find((stack) => stack.name === name)!.json)
  return runGates(stacks).filter((finding) => !known.has(JSON.stringify(finding)))
}

const put = (tree: Tree, path: string[], value: unknown): void => {
  Object.assign(path.slice(0, -1).reduce<Tree>((current, key) => current[key]!, tree), { [path.at(-1)!]: value })
}
const changed = (stack: string, path: string[], value: unknown) => after(stack, (json) => put(json, ['resource', ...path], value))
const told = (findings: ReturnType<typeof runGates>) => findings.map(({ gate, resource }) => `${gate} ${resource}`)

const [here, there] = ['sys-hall-city', 'sys-hall-city-dr'] as const
const web = ['kubernetes_deployment_v1', 'workload-web', 'spec'] as string[]
const container = [...web, 'template', 'spec', 'container', '0']
const job = ['kubernetes_cron_job_v1', 'workload-nightly', 'spec'] as string[]
const database = ['kubernetes_manifest', 'database-ledger', 'manifest', 'spec'] as string[]
const quota = ['kubernetes_resource_quota_v1', 'sys-hall-quota', 'spec', 'hard'] as string[]

describe('twins', () => {
  const broken = (without: number) => checkTwins(clean, declaredDifferences.filter((_rule, index) => index !== without))

  it('differ in what is declared and in nothing else', () => {
    expect(broken(-1)).toEqual([])
  })

  /** States lie in one kind of place at a time, here in the local one; no site is shared here. */
  const seen = declaredDifferences.flatMap(({ path }, index) => ((path[1] === 'backend' && path[2] !== 'local') || path[1] === 'kubernetes_network_policy_v1' ? [] : [[path.join('.'), index] as const]))

  it.each(seen)('would be told apart by %s if it were not declared', (_path, index) => {
    expect(broken(index)).not.toEqual([])
  })

  it.each([
    ['the image of a stateful set', ['kubernetes_stateful_set_v1', 'workload-cache', 'spec', 'template', 'spec', 'container', '0', 'image'], `registry.dr.example/gov/hall@sha256:${'b'.repeat(64)}`],
    ['the image of a schedule', [...job, 'job_template', 'spec', 'template', 'spec', 'container', '0', 'image'], `registry.dr.example/gov/hall@sha256:${'b'.repeat(64)}`],
    ['the image of a database', [...database, 'imageName'], `registry.dr.example/db/postgresql:17.1@sha256:${'a'.repeat(64)}`],
    ['a schedule', [...job, 'schedule'], '0 3 * * *'],
    ['the sites of a database', [...database, 'replica', 'primary'], 'city-dr'],
    ['the database that is copied', [...database, 'bootstrap', 'pg_basebackup', 'database'], 'other'],
    ['the size of a database', [...database, 'storage', 'size'], '10Gi'],
    ['a configuration', ['kubernetes_config_map_v1', 'config-web', 'data', 'LOG_LEVEL'], 'debug'],
    ['the hash of a configuration', [...web, 'template', 'metadata', 'annotations', 'qianyun.internal/config'], '0'],
  ])('may not differ in %s', (_what, path, value) => {
    expect(changed(there, path, value).filter(({ gate }) => gate === 'twin-parity').map(({ params }) => params.path)).toEqual([
      expect.stringContaining(['resource', ...path].slice(0, path.includes('bootstrap') ? 6 : undefined).join('.')),
    ])
  })

  it('may not differ in a workload that only one side has', () => {
    const found = after(there, (json) => { delete json.resource!.kubernetes_cron_job_v1 })

    expect(found.length).toBeGreaterThan(0)
    expect(new Set(found.map(({ gate }) => gate))).toEqual(new Set(['twin-parity']))
  })
})

describe('workloads', () => {
  it.each([
    ['no registry of the cluster', 'docker.example/gov/hall'],
    ['no registry at all', 'hall'],
    ['a registry whose name only begins so', 'registry.city.example.evil/gov/hall'],
  ])('are blocked when their image comes from %s', (_what, image) => {
    expect(told(changed(here, [...container, 'image'], `${image}@sha256:${'a'.repeat(64)}`)).filter((line) => !line.startsWith('twin'))).toEqual(['image-registry kubernetes_deployment_v1.workload-web'])
  })

  it('may use a further registry that the inventory lists', () => {
    const { findings } = (() => {
      const folder = scratchFolder()
      const listed = makeCity((file) => {
        addHall(file)
        for (const cluster of [file.clouds![0]!.cluster!, file.clouds![0]!.drCluster!]) cluster.registries = ['mirror.example:5000']
      })
      synthesize(listed.inventory, listed.intent, listed.assessment, { outdir: folder, systems: ['hall'], sites: ['primary'] })
      const stacks: (SynthesizedStack & { json: Tree })[] = JSON.parse(JSON.stringify(readOutput(folder)))
      rmSync(folder, { recursive: true })
      put(stacks.find(({ name }) => name === here)!.json, ['resource', ...container, 'image'], `mirror.example:5000/gov/hall@sha256:${'a'.repeat(64)}`)
      return { findings: runGates(stacks) }
    })()

    expect(findings.filter(({ gate }) => gate === 'image-registry')).toEqual([])
  })

  it('are blocked when a database has an image by tag', () => {
    expect(told(changed(here, [...database, 'imageName'], 'registry.city.example/db/postgresql:16.4'))).toContain('image-digest kubernetes_manifest.database-ledger')
  })

  it.each([
    ['run_as_non_root', false, 'runAsNonRoot: true'],
    ['allow_privilege_escalation', true, 'allowPrivilegeEscalation: false'],
    ['capabilities', [{ drop: ['NET_RAW'] }], 'capabilities.drop: [ALL]'],
    ['privileged', true, 'privileged: false'],
  ])('are blocked when a container sets %s to %j', (key, value, settings) => {
    const found = changed(here, [...container, 'security_context', key], value).filter(({ gate }) => gate === 'container-security')

    expect(found).toMatchObject([{ stack: here, resource: 'kubernetes_deployment_v1.workload-web', params: { container: 'app', settings } }])
  })

  it('are blocked when an init container of a schedule says nothing of its security', () => {
    const found = changed(here, [...job, 'job_template', 'spec', 'template', 'spec', 'init_container'], [{ name: 'wait', image: `registry.city.example/wait@sha256:${'a'.repeat(64)}` }])

    expect(told(found)).toContain('container-security kubernetes_cron_job_v1.workload-nightly')
  })

  it('are blocked when they run as a batch on the standby', () => {
    expect(told(changed(there, [...job, 'suspend'], false))).toEqual(['standby-batch kubernetes_cron_job_v1.workload-nightly'])
    expect(changed(here, [...job, 'suspend'], true)).toEqual([])
  })

  it('are blocked when an autoscaler changes what the stack states', () => {
    const scaler = (name: string) => ({ all: { metadata: { name: 'a', namespace: 'sys-hall' }, spec: { scale_target_ref: { kind: 'Deployment', name } } } })
    const found = (name: string) => changed(here, ['kubernetes_horizontal_pod_autoscaler_v2'], scaler(name)).filter(({ gate }) => gate === 'autoscaler-fight')

    expect(found('hall-web')).toMatchObject([{ gate: 'autoscaler-fight', params: { target: 'hall-web' } }])
    expect(found('hall-other')).toEqual([])
  })

  it('are blocked when two resources are one object', () => {
    const again = { again: { manifest: { apiVersion: 'v1', kind: 'Service', metadata: { name: 'hall-cache', namespace: 'sys-hall' } } } }
    const found = after(here, (json) => Object.assign(json.resource!.kubernetes_manifest!, again)).filter(({ gate }) => gate === 'object-twice')

    expect(found).toMatchObject([{ stack: here, params: { kind: 'service', name: 'sys-hall/hall-cache' } }])
  })
})

describe('the servers of a database', () => {
  const policy = (id: string, change: (spec: Tree) => void) => after(here, (json) => change(json.resource!.kubernetes_network_policy_v1![id]!.spec!)).filter(({ gate }) => gate === 'cross-domain-flow')

  it('alone reach the API server, and only that', () => {
    const id = 'sys-hall-allow-db-ledger-to-api'

    expect(policy(id, (spec) => put(spec, ['pod_selector'], {}))).toHaveLength(1)
    expect(policy(id, (spec) => put(spec, ['egress', '0', 'to', '0', 'ip_block', 'cidr'], '${var.other_address}/32'))).toHaveLength(1)
  })

  it('are looked after by the operator, and by nothing else of its namespace', () => {
    expect(policy('sys-hall-allow-ledger-from-operator', (spec) => put(spec, ['ingress', '0', 'from', '0', 'pod_selector'], {}))).toHaveLength(1)
  })
})

describe('quotas', () => {
  it('hold nothing by an amount that is no quantity', () => {
    expect(changed(here, [...quota, 'pods'], 'many').filter(({ gate }) => gate === 'quota-surge')).toMatchObject([{ params: { amount: 'pods', hard: 'many' } }])
  })

  it.each([
    ['pods', '8', '9'], ['limits.cpu', '20', '21'], ['requests.memory', '40Gi', '41984Mi'], ['requests.storage', '100Gi', '105472Mi'],
  ])('are blocked when %s hold %s and a rolling update needs %s', (amount, hard, needed) => {
    expect(changed(here, [...quota, amount], hard).filter(({ gate }) => gate === 'quota-surge')).toMatchObject([{ params: { namespace: 'sys-hall', amount, hard, needed } }])
  })

  it('are blocked when more pods may start at once than they hold', () => {
    const surge = (most: string) => changed(here, [...web, 'strategy'], { type: 'RollingUpdate', rolling_update: { max_surge: most } }).filter(({ gate }) => gate === 'quota-surge')

    expect(surge('200%').map(({ params }) => params.amount)).toEqual(['limits.cpu', 'limits.memory', 'pods', 'requests.cpu', 'requests.memory'])
    expect(surge('50%')).toEqual([])
  })
})

describe('routes', () => {
  const backends = (...weights: (number | undefined)[]) => changed('edge-hall', ['kubernetes_manifest', 'route', 'manifest', 'spec', 'rules'], [
    { backendRefs: weights.map((weight, index) => ({ name: `side-${index}`, port: 80, ...(weight === undefined ? {} : { weight }) })) },
  ])

  it.each([[5, 90], [105, -5], [undefined, 100], [33.3, 66.7], [100, 100]])('are blocked with the weights %s and %s', (one, other) => {
    expect(told(backends(one, other))).toEqual(['edge-weights kubernetes_manifest.route'])
  })

  it('pass with two sides that make a hundred, and with one side alone', () => {
    expect([...backends(0, 100), ...backends(5, 95), ...backends(undefined)]).toEqual([])
  })
})
