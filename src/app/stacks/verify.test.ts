import { describe, expect, it } from 'vitest'
import { createSimulatedCluster } from '../../adapters/simulator/cluster.js'
import { virtualClock } from '../../adapters/simulator/virtual-clock.js'
import { DiagnosticError, problem } from '../../diagnostics/diagnostic.js'
import { minutes, seconds } from '../../model/duration.js'
import type { KubernetesObject } from '../../model/kubernetes-object.js'
import { healthDiagnostics } from './health-diagnostics.js'
import { verifyObjects } from './verify.js'

const namespace: KubernetesObject = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'sys-web' } }
const web: KubernetesObject = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web', namespace: 'sys-web' }, spec: { replicas: 1, selector: { matchLabels: { app: 'web' } } } }
const kinds = ['v1 Namespace', 'v1 Pod', 'v1 Event', 'apps/v1 Deployment', 'discovery.k8s.io/v1 EndpointSlice', 'storage.k8s.io/v1 StorageClass']

async function clusterWithWeb() {
  const cluster = createSimulatedCluster({ uid: '00000000-0000-4000-8000-000000000001', kinds })
  await cluster.apply(namespace)
  await cluster.apply(web)
  return cluster
}

const available: KubernetesObject = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: web.metadata, status: { observedGeneration: 1, updatedReplicas: 1, availableReplicas: 1 } }

describe('verifying', () => {
  it('waits until a rollout is through', async () => {
    const cluster = await clusterWithWeb()
    const clock = virtualClock(0)
    let looks = 0
    const checks = await verifyObjects(cluster, [namespace, web], {
      wait: minutes(5), clock, onWaiting: ({ pending }) => {
        expect(pending).toBe(1)
        if ((looks += 1) === 3) cluster.applyAs('controller', available)
      },
    })

    expect(checks.map(({ check, result }) => `${check} ${result}`)).toEqual(['present pass', 'present pass', 'rollout pass'])
    expect([looks, clock.now()]).toEqual([3, 6_000])
  })

  it('gives up when the time is over, and says how far it came', async () => {
    const clock = virtualClock(0)
    const checks = await verifyObjects(await clusterWithWeb(), [namespace, web], { wait: seconds(5), clock })

    expect(clock.now()).toBe(5_000)
    expect(healthDiagnostics('city', checks)).toMatchObject([{ code: 'K8S_ROLLOUT_UNFINISHED', severity: 'error', params: { site: 'city', object: 'Deployment sys-web/web', detail: '0/1' } }])
  })

  it('looks once when it is not to wait, and does not wait for what has failed', async () => {
    const cluster = await clusterWithWeb()
    const clock = virtualClock(0)
    await verifyObjects(cluster, [web], { wait: seconds(0), clock })
    cluster.applyAs('controller', { ...available, status: { observedGeneration: 1, conditions: [{ type: 'ReplicaFailure', status: 'True', message: 'exceeded quota' }] } })
    const checks = await verifyObjects(cluster, [web], { wait: minutes(5), clock })

    expect(clock.now()).toBe(0)
    expect(healthDiagnostics('city', checks)).toMatchObject([{ code: 'K8S_PODS_REFUSED', params: { detail: 'exceeded quota' } }])
  })

  it('counts what may not be read as not judged', async () => {
    const cluster = await clusterWithWeb()
    const shy: typeof cluster = { ...cluster, list: async (kind, filter) => {
      if (kind.kind === 'Deployment') throw new DiagnosticError(problem('K8S_FORBIDDEN', { server: 's', action: 'list', message: 'no' }))
      return cluster.list(kind, filter)
    } }

    const checks = await verifyObjects(shy, [namespace, web], { wait: seconds(0), clock: virtualClock(0) })
    expect(healthDiagnostics('city', checks)).toMatchObject([{ code: 'K8S_CHECK_NOT_RUN', severity: 'error', params: { object: 'Deployment sys-web/web' } }])
  })
})
