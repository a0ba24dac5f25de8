import { describe, expect, it } from 'vitest'
import { createSimulatedCluster } from '../../adapters/simulator/cluster.js'
import type { KubernetesObject } from '../../model/kubernetes-object.js'
import { apiDrift, driftDiagnostics } from './api-drift.js'

const namespace: KubernetesObject = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'sys-web' } }
const settings = (name: string, data: Record<string, string>): KubernetesObject => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: 'sys-web', labels: { 'qianyun.internal/system': 'web' } }, data })

describe('drift read from an API server', () => {
  it('tells that a setting differs, and never its value: it may be a password', async () => {
    const cluster = createSimulatedCluster({ uid: '00000000-0000-4000-8000-000000000001', kinds: ['v1 Namespace', 'v1 ConfigMap'] })
    await cluster.apply(namespace)
    await cluster.apply(settings('web', { MODE: 'a' }))
    cluster.applyAs('somebody', settings('web', { MODE: 's3cret' }))
    const told = driftDiagnostics('city', await apiDrift(cluster, [namespace, settings('web', { MODE: 'a' })], { complete: true }))

    expect(told).toMatchObject([{ code: 'K8S_DRIFT_FIELD', params: { object: 'ConfigMap sys-web/web', path: 'data.MODE', desired: '***', live: '***' } }])
  })

  it('does not take objects of other stacks for strangers when only some stacks are looked at', async () => {
    const cluster = createSimulatedCluster({ uid: '00000000-0000-4000-8000-000000000001', kinds: ['v1 Namespace', 'v1 ConfigMap'] })
    for (const object of [namespace, settings('web', {}), settings('left', {})]) await cluster.apply(object)
    const drift = async (complete: boolean) => (await apiDrift(cluster, [namespace, settings('web', {})], { complete })).map(({ kind, object }) => `${kind} ${object.name}`)

    expect([await drift(false), await drift(true)]).toEqual([[], ['stranger left']])
  })
})
