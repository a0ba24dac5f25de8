import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openCluster } from '../../src/adapters/kubernetes/index.js'
import { applyManifests } from '../../src/app/stacks/apply-manifests.js'
import { resourceKinds } from '../../src/flow/synth/manifests/kinds.js'
import { manifestsOf } from '../../src/flow/synth/manifests/manifests-of.js'
import { resourcesOf } from '../../src/flow/synth/output/read-output.js'
import type { JsonObject } from '../../src/model/json.js'
import { objectName, referenceTo, type KubernetesObject } from '../../src/model/kubernetes-object.js'
import type { Cluster } from '../../src/ports/cluster.js'
import { removeAll } from '../support/cluster-city.js'
import { describeProvider } from '../support/cluster.js'

const fixture = fileURLToPath(new URL('../support/every-kind.tf.json', import.meta.url))
const stack = { name: 'every-kind', path: '', dependencies: [], json: JSON.parse(readFileSync(fixture, 'utf8')) as JsonObject }

describeProvider('a stack of every kind', ({ cloud, tofu, mirror }) => {
  const folder = mkdtempSync(join(tmpdir(), 'qianyun-every-kind-'))
  const { objects, diagnostics } = manifestsOf(stack, {})
  let cluster: Cluster
  beforeAll(async () => {
    cluster = await openCluster(cloud)
  })
  afterAll(async () => {
    await removeEverything()
    await cluster.close()
    rmSync(folder, { recursive: true })
  })

  /** One object of the fixture lies in the namespace of all. */
  async function removeEverything(): Promise<void> {
    await removeAll(cluster, objects)
    for (const object of objects.filter(({ metadata }) => metadata.namespace === 'default')) await cluster.remove(referenceTo(object))
  }

  async function live(): Promise<Map<string, string>> {
    const read = await Promise.all(objects.map((object) => cluster.read(referenceTo(object))))
    return new Map(objects.map((object, index) => [objectName(referenceTo(object)), comparable(read[index])]))
  }

  async function applyByTool(): Promise<void> {
    writeFileSync(join(folder, 'rc'), `provider_installation { filesystem_mirror { path = ${JSON.stringify(mirror)} } }`)
    writeFileSync(join(folder, 'cdk.tf.json'), JSON.stringify(stack.json))
    const env = { PATH: process.env['PATH'], HOME: folder, TF_CLI_CONFIG_FILE: join(folder, 'rc'), TF_VAR_kubeconfig: cloud.kubeconfig, CHECKPOINT_DISABLE: '1' }
    for (const args of [['init', '-input=false'], ['apply', '-input=false', '-auto-approve']]) await promisify(execFile)(tofu, [...args, '-no-color'], { cwd: folder, env })
  }

  test('uses every resource type that has a rule', () => {
    expect(diagnostics).toEqual([])
    const used = new Set(resourcesOf(stack).map(({ type }) => type))
    expect(Object.keys(resourceKinds).filter((type) => !used.has(type))).toEqual([])
  })

  test('gives the same live objects through the provider and as manifests, one by one', async () => {
    await applyByTool()
    const byTool = await live()
    await removeEverything()
    const results = await applyManifests(cluster, objects)
    expect(results.filter(({ outcome }) => outcome !== 'created').map(({ object, outcome }) => `${objectName(object)} ${outcome}`)).toEqual([])

    const byManifests = await live()
    for (const [name, text] of byTool) expect(`${name}\n${byManifests.get(name)}`).toBe(`${name}\n${text}`)
  })
})

/** Without what differs from one creation to the next: identities, addresses, volumes, and what controllers note. */
function comparable(object: KubernetesObject | undefined): string {
  const notes = /^(deployment\.kubernetes\.io\/revision|pv\.kubernetes\.io\/.*|(batch\.kubernetes\.io\/)?controller-uid|uid|resourceVersion|creationTimestamp|generation|managedFields|clusterIPs?|volumeName)$/
  const sorted = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(sorted)
    if (typeof value !== 'object' || value === null) return value
    const entries = Object.entries(value).filter(([key]) => !notes.test(key)).map(([key, child]) => [key, sorted(child)] as const)
    return Object.fromEntries(entries.filter(([key, child]) => key !== 'annotations' || Object.keys(child as object).length > 0).sort(([a], [b]) => (a < b ? -1 : 1)))
  }
  return JSON.stringify(sorted({ ...object, status: undefined }), null, 1)
}
