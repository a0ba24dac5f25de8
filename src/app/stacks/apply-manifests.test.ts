import { describe, expect, it } from 'vitest'
import { createSimulatedCluster } from '../../adapters/simulator/cluster.js'
import { objectName, type KubernetesObject } from '../../model/kubernetes-object.js'
import type { Cluster } from '../../ports/cluster.js'
import { applyManifests } from './apply-manifests.js'

const namespace = (name: string): KubernetesObject => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } })
const object = (kind: string, name: string, inside = 'a'): KubernetesObject => ({ apiVersion: kind === 'Deployment' ? 'apps/v1' : 'v1', kind, metadata: { name, namespace: inside } })
const kinds = ['v1 Namespace', 'v1 ConfigMap', 'v1 Service', 'apps/v1 Deployment']

function newCluster(): Cluster {
  return createSimulatedCluster({ uid: '00000000-0000-4000-8000-000000000001', kinds })
}

const shown = (results: Awaited<ReturnType<typeof applyManifests>>) => results.map(({ object: of, outcome, refusal }) => `${objectName(of)} ${outcome}${refusal ? ` ${refusal.reason}` : ''}`)

describe('applying manifests', () => {
  it('goes level by level, whatever the order they come in', async () => {
    const order: string[] = []
    const objects = [object('Deployment', 'web'), object('Service', 'web'), object('ConfigMap', 'web'), namespace('a')]
    const results = await applyManifests(newCluster(), objects, { concurrency: 4, onResult: ({ object: { kind } }) => order.push(kind) })

    expect(order).toEqual(['Namespace', 'ConfigMap', 'Service', 'Deployment'])
    expect(shown(results)).toEqual(['Deployment a/web created', 'Service a/web created', 'ConfigMap a/web created', 'Namespace a created'])
  })

  it('changes nothing the second time', async () => {
    const cluster = newCluster()
    const objects = [namespace('a'), object('ConfigMap', 'web')]
    await applyManifests(cluster, objects)

    expect(shown(await applyManifests(cluster, objects))).toEqual(['Namespace a unchanged', 'ConfigMap a/web unchanged'])
  })

  it('collects refusals by the object\'s name and goes on with the others', async () => {
    const results = await applyManifests(newCluster(), [namespace('a'), object('Ghost', 'x'), object('ConfigMap', 'not_valid'), object('Service', 'web')])

    expect(shown(results)).toEqual(['Namespace a created', 'Ghost a/x refused kind_unknown', 'ConfigMap a/not_valid refused invalid', 'Service a/web created'])
  })

  it('tries nothing more in a namespace that is not there', async () => {
    const results = await applyManifests(newCluster(), [namespace('not_valid'), object('ConfigMap', 'x', 'not_valid'), object('ConfigMap', 'y', 'gone'), object('Deployment', 'z', 'gone')], { concurrency: 1 })

    expect(shown(results)).toEqual(['Namespace not_valid refused invalid', 'ConfigMap not_valid/x skipped', 'ConfigMap gone/y refused namespace_missing', 'Deployment gone/z skipped'])
  })

  it('goes on in a namespace that is refused for a field of somebody else, because it is there', async () => {
    const cluster = createSimulatedCluster({ uid: '00000000-0000-4000-8000-000000000001', kinds })
    cluster.applyAs('another', { ...namespace('a'), metadata: { name: 'a', labels: { level: 'theirs' } } })
    const results = await applyManifests(cluster, [{ ...namespace('a'), metadata: { name: 'a', labels: { level: 'ours' } } }, object('ConfigMap', 'x')])

    expect(shown(results)).toEqual(['Namespace a refused conflict', 'ConfigMap a/x created'])
  })

  it('stores nothing in a dry run, which says nothing of namespaces that are still to come', async () => {
    const cluster = newCluster()
    await cluster.apply(namespace('b'))
    const results = await applyManifests(cluster, [namespace('a'), object('ConfigMap', 'x', 'a'), object('ConfigMap', 'y', 'b'), object('ConfigMap', 'z', 'elsewhere')], { dryRun: true })

    expect(shown(results)).toEqual(['Namespace a created', 'ConfigMap a/x skipped', 'ConfigMap b/y created', 'ConfigMap elsewhere/z skipped'])
    expect(await cluster.list({ apiVersion: 'v1', kind: 'ConfigMap' })).toEqual([])
  })

  it('has no more under way than it may, and ends with the problem of a server that is gone', async () => {
    let [now, most] = [0, 0]
    const slow: Cluster = { ...newCluster(), apply: async (one) => {
      most = Math.max(most, now += 1)
      await new Promise((resolve) => setTimeout(resolve, 1))
      now -= 1
      return { outcome: 'created', object: one }
    } }
    await applyManifests(slow, Array.from({ length: 20 }, (_, index) => object('ConfigMap', `c${index}`)), { concurrency: 3 })

    expect(most).toBe(3)
    const gone: Cluster = { ...newCluster(), apply: async () => { throw new Error('gone') } }
    await expect(applyManifests(gone, [namespace('a'), namespace('b')])).rejects.toThrow('gone')
  })
})
