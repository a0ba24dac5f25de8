import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openCluster } from '../../src/adapters/kubernetes/index.js'
import { systemClock } from '../../src/adapters/system/clock.js'
import { applyManifests } from '../../src/app/stacks/apply-manifests.js'
import { healthDiagnostics } from '../../src/app/stacks/health-diagnostics.js'
import { verifyObjects } from '../../src/app/stacks/verify.js'
import { run as apply } from '../../src/cli/commands/stacks/apply.js'
import { run as verify } from '../../src/cli/commands/stacks/verify.js'
import { minutes } from '../../src/model/duration.js'
import type { KubernetesObject } from '../../src/model/kubernetes-object.js'
import type { Cluster } from '../../src/ports/cluster.js'
import { captureIo } from '../support/capture-io.js'
import { callApi } from '../support/cluster-api.js'
import { cityManifests, removeAll } from '../support/cluster-city.js'
import { describeCluster } from '../support/cluster.js'

/** The objects with another pod in one deployment. */
function withPod(objects: readonly KubernetesObject[], name: string, from: string, to: string): readonly KubernetesObject[] {
  return objects.map((object) => {
    if (object.kind !== 'Deployment' || object.metadata.name !== name) return object
    const text = JSON.stringify(object)
    expect(text).toContain(from)
    return JSON.parse(text.replaceAll(from, to)) as KubernetesObject
  })
}

describeCluster('what runs of a city', ({ cloud }) => {
  let cluster: Cluster
  let wanted: readonly KubernetesObject[]
  beforeAll(async () => {
    wanted = cityManifests().get('city')!
    cluster = await openCluster(cloud)
    expect((await applyManifests(cluster, wanted)).filter(({ outcome }) => outcome === 'refused')).toEqual([])
  })
  afterAll(async () => {
    await removeAll(cluster, wanted)
    await cluster.close()
  })
  const look = async (objects: readonly KubernetesObject[]) => verifyObjects(cluster, objects, { wait: minutes(2), clock: systemClock })
  const problems = async (objects: readonly KubernetesObject[]) => healthDiagnostics('city', await look(objects)).map(({ code, params: { object, detail } }) => `${code} ${object} ${detail}`)
  const applied = async (objects: readonly KubernetesObject[]) => (await applyManifests(cluster, objects)).map(({ outcome }) => outcome).filter((outcome) => outcome !== 'unchanged')

  test('is all well once its rollouts are through', async () => {
    const checks = await look(wanted)

    expect(healthDiagnostics('city', checks)).toEqual([])
    const told = checks.filter(({ check }) => check !== 'present').map(({ check, object, reason }) => `${check} ${object.namespace}/${object.name} ${reason}`)
    expect(told).toEqual(expect.arrayContaining([
      'rollout sys-documents/documents rolled_out', 'pods sys-documents/documents running', 'endpoints sys-documents/documents addressed', 'endpoints sys-documents/db-main addressed',
      'claim sys-documents/documents-files bound', 'quota sys-documents/quota filled_by_design', 'endpoints sys-salaries/salaries standby',
    ]))
  })

  test('fails where an image cannot be had, though the apply was taken and a second changes nothing', async () => {
    const broken = withPod(wanted, 'documents', '/gov/documents@', '/missing/documents@')

    expect(await applied(broken)).toEqual(['changed'])
    const found = await problems(broken)
    expect(found).toContainEqual(expect.stringMatching(/^K8S_IMAGE_UNAVAILABLE Deployment sys-documents\/documents documents-\S+: ImagePullBackOff registry\.city\.example\/missing\/documents@sha256:/))
    expect(await applied(broken)).toEqual([])
  })

  test('fails where pods are refused by Pod Security, though the workload was taken', async () => {
    const asRoot = withPod(wanted, 'permits', '"runAsNonRoot":true', '"runAsNonRoot":false')

    expect(await applied(asRoot)).toEqual(expect.arrayContaining(['changed']))
    expect((await problems(asRoot)).filter((one) => one.includes('permits'))).toContainEqual(expect.stringMatching(/^K8S_PODS_REFUSED Deployment sys-permits\/permits pods ".*" is forbidden: violates PodSecurity "restricted:v1\.34"/))
  })

  test('fails where pods are refused by the quota, though the workload was taken', async () => {
    const tooMany = withPod(wanted, 'documents', '"replicas":3', '"replicas":9')

    expect(await applied(tooMany)).toEqual(expect.arrayContaining(['changed']))
    const found = (await problems(tooMany)).filter((one) => one.includes('sys-documents'))
    expect(found).toContainEqual(expect.stringMatching(/^K8S_PODS_REFUSED Deployment sys-documents\/documents .*exceeded quota: quota, requested: .*pods=1/))
    expect(found).toContainEqual(expect.stringMatching(/^K8S_QUOTA_FULL ResourceQuota sys-documents\/quota /))
  })

  test('is well again when what is wanted is applied again', async () => {
    await applied(wanted)

    expect(await problems(wanted)).toEqual([])
  })

  test('fails where something was removed', async () => {
    await cluster.remove({ apiVersion: 'v1', kind: 'Service', namespace: 'sys-permits', name: 'permits' })

    expect(await problems(wanted)).toEqual(['K8S_OBJECT_MISSING Service sys-permits/permits '])
  })
})

describeCluster('stacks verify', ({ cloud }) => {
  const root = mkdtempSync(join(tmpdir(), 'qianyun-verify-'))
  beforeAll(() => {
    cpSync(fileURLToPath(new URL('../cases/stacks-two-sites', import.meta.url)), root, { recursive: true })
    const { kubeconfig, context, uid } = cloud
    const sites = { sites: [{ site: 'cloud', kubeconfig: { file: kubeconfig }, context, uid, addresses: { legacy_letters_address: '10.0.0.1', db_letters__letters_address: '10.0.0.2' } }] }
    writeFileSync(join(root, 'migrations/linhe/sites.yaml'), JSON.stringify(sites))
  })
  afterAll(async () => {
    const cluster = await openCluster(cloud)
    const made = await Promise.all(['Namespace', 'PriorityClass'].map((kind) => cluster.list({ apiVersion: kind === 'Namespace' ? 'v1' : 'scheduling.k8s.io/v1', kind })))
    await removeAll(cluster, made.flat().filter(({ metadata: { name } }) => /^(sys|dom|exchange|qianyun)-/.test(name)))
    await cluster.close()
    rmSync(root, { recursive: true })
  })

  describe('of a place that was applied', () => {
    test('ends with 0 and says so, also as JSON', async () => {
      const [applying, io, json] = [captureIo(root), captureIo(root), captureIo(root)]
      const arguments_ = { place: 'linhe', site: 'cloud', root }
      expect([await apply({ ...arguments_, direct: true, verify: false }, applying), applying.err()]).toEqual([0, expect.any(String)])

      expect([await verify({ ...arguments_, wait: '2m' }, io), io.out()]).toEqual([0, expect.stringMatching(/^cloud: \d+ passed, 0 with an issue, 0 failed, 0 not run\nverified$/)])
      expect(await verify({ ...arguments_, json: true }, json)).toBe(0)
      expect(JSON.parse(json.out())).toMatchObject({ result: 'pass', sites: [{ site: 'cloud', result: 'pass' }] })
    })

    test('ends with 6 and names the object when something is not there', async () => {
      expect((await callApi(cloud, 'DELETE', '/api/v1/namespaces/sys-letters/services/letters')).status).toBe(200)
      const io = captureIo(root, 'zh')

      expect(await verify({ place: 'linhe', site: 'cloud', root }, io)).toBe(6)
      expect(io.err()).toMatch(/K8S_OBJECT_MISSING\n.*cloud：Service sys-letters\/letters 不存在。/)
      expect(io.out()).toMatch(/验证不通过$/)
    })
  })

  test('ends with 5 when the API server is gone, and with 2 for a time it cannot read', async () => {
    const file = join(root, 'gone.kubeconfig')
    writeFileSync(file, readFileSync(cloud.kubeconfig, 'utf8').replace(/https:\/\/127\.0\.0\.1:\d+/, 'https://127.0.0.1:1'))
    const io = captureIo(root)

    expect(await verify({ place: 'linhe', site: 'cloud', root, kubeconfig: file, context: cloud.context, uid: cloud.uid }, io)).toBe(5)
    expect(io.err()).toContain('127.0.0.1:1')
    await expect(verify({ place: 'linhe', root, wait: 'soon' }, io)).rejects.toThrow('STK_OPTION_INVALID')
  })
})
