import { existsSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, expect, onTestFinished, test } from 'vitest'
import { findTools } from '../../src/demo/control-plane/build-tools.js'
import { componentNames } from '../../src/demo/control-plane/components.js'
import { startControlPlane, type Reachable } from '../../src/demo/control-plane/start-control-plane.js'
import { freePorts } from '../../src/demo/servers/free-ports.js'
import { callApi, until } from '../support/cluster-api.js'
import { describeCluster, ownControlPlane, testNamespace } from '../support/cluster.js'
import { processesOf } from '../support/run-cli.js'

interface Condition {
  readonly type: string
  readonly status: string
  readonly reason?: string
  readonly message?: string
}

interface Deployment {
  readonly status?: { readonly readyReplicas?: number; readonly conditions?: readonly Condition[] }
}

interface Named {
  readonly metadata: { readonly name: string; readonly uid: string; readonly labels?: Readonly<Record<string, string>> }
}

/** A deployment of two pods that asks the cluster for nothing but room. */
function deployment(name: string, image: string, spec: object = {}): object {
  const labels = { app: name }
  return {
    apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name },
    spec: {
      replicas: 2, selector: { matchLabels: labels }, progressDeadlineSeconds: 2, ...spec,
      template: { metadata: { labels }, spec: { containers: [{ name: 'main', image }] } },
    },
  }
}

async function makeNamespace(plane: Reachable, labels: Readonly<Record<string, string>> = {}): Promise<string> {
  const name = testNamespace('plane')
  expect((await callApi(plane, 'POST', '/api/v1/namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } })).status).toBe(201)
  return name
}

const conditionOf = ({ status }: Deployment, type: string) => status?.conditions?.find((one) => one.type === type)

describeCluster('the two control planes', ({ cloud, dr }) => {
  test('are two clusters, each with the UID that was told', async () => {
    const uids = await Promise.all([cloud, dr].map(async (plane) => (await callApi<Named>(plane, 'GET', '/api/v1/namespaces/kube-system')).body.metadata.uid))

    expect(uids).toEqual([cloud.uid, dr.uid])
    expect(cloud.uid).not.toBe(dr.uid)
  })

  test('call themselves by the release they were built from', async () => {
    const { body } = await callApi<{ readonly gitVersion: string }>(cloud, 'GET', '/version')

    expect(body.gitVersion).toBe('v1.34.4')
  })

  test('have machines of both architectures in each of two zones', async () => {
    const { body } = await callApi<{ readonly items: readonly Named[] }>(cloud, 'GET', '/api/v1/nodes')
    const kinds = body.items.map(({ metadata: { labels } }) => `${labels?.['topology.kubernetes.io/zone']} ${labels?.['kubernetes.io/arch']}`)

    expect([...new Set(kinds)].toSorted()).toEqual(['zone-a amd64', 'zone-a arm64', 'zone-b amd64', 'zone-b arm64'])
  })

  test.each(['gatewayclasses', 'gateways', 'httproutes', 'referencegrants'])('serve the Gateway API: %s', async (kind) => {
    const version = kind === 'referencegrants' ? 'v1beta1' : 'v1'

    expect((await callApi(dr, 'GET', `/apis/gateway.networking.k8s.io/${version}/${kind}`)).status).toBe(200)
  })
})

describeCluster('pods of a control plane', ({ cloud }) => {
  let namespace = ''
  beforeAll(async () => {
    namespace = await makeNamespace(cloud)
  })
  const make = async (object: object) => callApi(cloud, 'POST', `/apis/apps/v1/namespaces/${namespace}/deployments`, object)
  const read = async (name: string) => (await callApi<Deployment>(cloud, 'GET', `/apis/apps/v1/namespaces/${namespace}/deployments/${name}`)).body

  test('of a deployment become ready', async () => {
    await make(deployment('served', 'registry.internal/web:1'))

    expect(await until(() => read('served'), ({ status }) => status?.readyReplicas === 2)).toMatchObject({ status: { availableReplicas: 2 } })
  })

  test('whose image is missing fail their rollout at its deadline', async () => {
    await make(deployment('broken', 'registry.internal/missing/web:1'))
    const failed = await until(() => read('broken'), (one) => conditionOf(one, 'Progressing')?.status === 'False')

    expect(conditionOf(failed, 'Progressing')?.reason).toBe('ProgressDeadlineExceeded')
    expect(failed.status?.readyReplicas).toBeUndefined()
  })

  test('of a job succeed', async () => {
    const jobs = `/apis/batch/v1/namespaces/${namespace}/jobs`
    const template = { spec: { restartPolicy: 'Never', containers: [{ name: 'main', image: 'registry.internal/batch:1' }] } }
    await callApi(cloud, 'POST', jobs, { apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'nightly' }, spec: { template } })

    const job = await until(() => callApi<Deployment>(cloud, 'GET', `${jobs}/nightly`), ({ body }) => conditionOf(body, 'Complete') !== undefined)
    expect(job.body).toMatchObject({ status: { succeeded: 1 } })
  })

  test('get their volume at once from the default storage class', async () => {
    const claims = `/api/v1/namespaces/${namespace}/persistentvolumeclaims`
    const spec = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } }
    await callApi(cloud, 'POST', claims, { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'data' }, spec })

    const claim = await until(() => callApi<{ status: { phase: string } }>(cloud, 'GET', `${claims}/data`), ({ body }) => body.status.phase !== 'Pending')
    expect(claim.body).toMatchObject({ spec: { storageClassName: 'replicated' }, status: { phase: 'Bound' } })
  })

  test('are refused where the namespace enforces what they violate', async () => {
    const strict = await makeNamespace(cloud, { 'pod-security.kubernetes.io/enforce': 'restricted' })
    const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'root' }, spec: { containers: [{ name: 'main', image: 'registry.internal/web:1' }] } }
    const { status, body } = await callApi<{ readonly message: string }>(cloud, 'POST', `/api/v1/namespaces/${strict}/pods`, pod)

    expect(status).toBe(403)
    expect(body.message).toContain('violates PodSecurity "restricted:latest"')
  })

  test('go with their namespace', async () => {
    const gone = await makeNamespace(cloud)
    await callApi(cloud, 'POST', `/apis/apps/v1/namespaces/${gone}/deployments`, deployment('served', 'registry.internal/web:1'))
    await callApi(cloud, 'DELETE', `/api/v1/namespaces/${gone}`)

    const answer = await until(() => callApi(cloud, 'GET', `/api/v1/namespaces/${gone}`), ({ status }) => status === 404)
    expect(answer).toMatchObject({ body: { reason: 'NotFound' } })
  })
})

describeCluster('a control plane of its own', ({ dr }) => {
  test('leaves no process and no file when it is stopped', async () => {
    const plane = await ownControlPlane('gone')
    onTestFinished(() => plane.stop())
    expect(processesOf(plane.folder)).toHaveLength(componentNames.length)
    await plane.stop()

    expect(processesOf(plane.folder)).toEqual([])
    expect(existsSync(plane.folder)).toBe(false)
  })

  test('is not started on a port that is taken, and leaves nothing of the attempt', async () => {
    const [port = 0, ...free] = await freePorts(3)
    const holder = createServer().listen(port, '127.0.0.1')
    onTestFinished(() => void holder.close())
    const folder = join(tmpdir(), testNamespace('taken'))
    const started = startControlPlane({ site: 'taken', folder, ports: { api: free[0]!, etcd: port, etcdPeer: free[1]! } }, await findTools())

    await expect(started).rejects.toMatchObject({ diagnostics: [{ code: 'TOOL_PORT_IN_USE', params: { component: 'etcd' } }] })
    expect([existsSync(folder), ...processesOf(folder)]).toEqual([false])
  })

  test('loses its API server while another goes on, and serves the same cluster when that is started again', async () => {
    const plane = await ownControlPlane('lost')
    onTestFinished(() => plane.stop())
    const namespace = await makeNamespace(plane)
    await plane.kill('kube-apiserver')

    await expect(callApi(plane, 'GET', '/version')).rejects.toThrow('ECONNREFUSED')
    expect((await callApi(dr, 'GET', '/version')).status).toBe(200)
    await plane.restart('kube-apiserver')
    expect((await callApi<Named>(plane, 'GET', '/api/v1/namespaces/kube-system')).body.metadata.uid).toBe(plane.uid)
    expect((await callApi(plane, 'GET', `/api/v1/namespaces/${namespace}`)).status).toBe(200)
  })
})
