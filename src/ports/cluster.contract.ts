import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { JsonObject } from '../model/json.js'
import { referenceTo, type KubernetesObject } from '../model/kubernetes-object.js'
import type { Cluster } from './cluster.js'

/** A cluster with a namespace that nobody else uses, in which somebody else may write as well. */
export interface ClusterBench {
  readonly cluster: Cluster
  readonly namespace: string
  /** Server-side apply by another manager, who takes what he wants. */
  applyByAnother(object: KubernetesObject): Promise<void>
  stop(): Promise<void>
}

/** What every implementation of the cluster promises. */
export function clusterContract(name: string, start: () => Promise<ClusterBench>): void {
  describe(`${name} keeps the cluster contract`, () => {
    let bench: ClusterBench
    beforeAll(async () => { bench = await start() })
    afterAll(() => bench?.stop())
    const settings = (called: string, data: Record<string, string>, labels?: Record<string, string>): KubernetesObject => {
      return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: called, namespace: bench.namespace, ...(labels ? { labels } : {}) }, data }
    }
    const outcome = async (...args: Parameters<Cluster['apply']>) => (await bench.cluster.apply(...args)).outcome
    const refusal = async (...args: Parameters<Cluster['apply']>) => {
      const applied = await bench.cluster.apply(...args)
      return applied.outcome === 'refused' ? applied.refusal.reason : applied.outcome
    }

    it('says which cluster it is, always the same, and of which version', async () => {
      const uid = await bench.cluster.uid()

      expect(uid).toMatch(/^[0-9a-f-]{36}$/)
      expect(await bench.cluster.uid()).toBe(uid)
      expect(await bench.cluster.version()).toMatch(/^v\d+\.\d+\.\d+/)
    })

    it('knows which kinds are served', async () => {
      expect(await bench.cluster.serves({ apiVersion: 'apps/v1', kind: 'Deployment' })).toBe(true)
      expect(await bench.cluster.serves({ apiVersion: 'apps/v1', kind: 'Ghost' })).toBe(false)
      expect(await bench.cluster.serves({ apiVersion: 'ghosts.example/v1', kind: 'Deployment' })).toBe(false)
    })

    it('tells what an apply did: created, unchanged, changed', async () => {
      expect(await outcome(settings('told', { size: '1' }))).toBe('created')
      expect(await outcome(settings('told', { size: '1' }))).toBe('unchanged')
      expect(await outcome(settings('told', { size: '2' }))).toBe('changed')
      expect(await bench.cluster.read(referenceTo(settings('told', {})))).toMatchObject({ kind: 'ConfigMap', data: { size: '2' } })
    })

    it('gives what an apply changes as it stood and as it stands, also in a dry run', async () => {
      await outcome(settings('both', { size: '1' }))
      const change = { outcome: 'changed', before: { data: { size: '1' } }, object: { data: { size: '2' } } }

      expect(await bench.cluster.apply(settings('both', { size: '2' }), { dryRun: true })).toMatchObject(change)
      expect(await bench.cluster.apply(settings('both', { size: '2' }))).toMatchObject(change)
      expect(await bench.cluster.apply(settings('both', { size: '2' }))).toMatchObject({ outcome: 'unchanged', before: { data: { size: '2' } } })
    })

    it('says of an object who manages its fields', async () => {
      await outcome(settings('managed', { ours: 'a' }))
      const managers = async () => ((await bench.cluster.read(referenceTo(settings('managed', {}))))?.metadata['managedFields'] as readonly JsonObject[]).map(({ manager }) => manager)
      expect(await managers()).toEqual(['qianyun'])
      await bench.applyByAnother(settings('managed', { theirs: 'b' }))

      expect(new Set(await managers())).toEqual(new Set(['qianyun', 'another']))
    })

    it('takes away a field that is stated no longer', async () => {
      await outcome(settings('shrinking', { kept: 'a', dropped: 'b' }))
      await outcome(settings('shrinking', { kept: 'a' }))

      expect((await bench.cluster.read(referenceTo(settings('shrinking', {}))))?.['data']).toEqual({ kept: 'a' })
    })

    it('stores nothing in a dry run, and says what it would have done', async () => {
      expect(await outcome(settings('dry', { size: '1' }), { dryRun: true })).toBe('created')
      expect(await bench.cluster.read(referenceTo(settings('dry', {})))).toBeUndefined()
      await outcome(settings('dry', { size: '1' }))
      expect(await outcome(settings('dry', { size: '2' }), { dryRun: true })).toBe('changed')
      expect(await outcome(settings('dry', { size: '1' }), { dryRun: true })).toBe('unchanged')
    })

    it('leaves alone what others own and it does not state', async () => {
      await outcome(settings('shared', { ours: 'a' }))
      await bench.applyByAnother(settings('shared', { theirs: 'b' }))

      expect(await outcome(settings('shared', { ours: 'c' }))).toBe('changed')
      expect((await bench.cluster.read(referenceTo(settings('shared', {}))))?.['data']).toEqual({ ours: 'c', theirs: 'b' })
    })

    it('takes over a field that another owns only by force', async () => {
      await bench.applyByAnother(settings('disputed', { size: '1' }))

      expect(await refusal(settings('disputed', { size: '2' }))).toBe('conflict')
      expect(await refusal(settings('disputed', { size: '2' }), { force: true })).toBe('changed')
    })

    it('gives what is refused as a result, with the reason', async () => {
      const elsewhere = { ...settings('lost', {}), metadata: { name: 'lost', namespace: `${bench.namespace}-gone` } }

      expect(await refusal(elsewhere)).toBe('namespace_missing')
      expect(await refusal({ ...settings('ghost', {}), apiVersion: 'ghosts.example/v1', kind: 'Ghost' })).toBe('kind_unknown')
      expect(await refusal(settings('no_such.Name', {}))).toBe('invalid')
    })

    it('lists by namespace and labels, sorted; and nothing of a kind that is not served', async () => {
      for (const called of ['listed-b', 'listed-a']) await outcome(settings(called, {}, { list: 'yes' }))
      const kind = { apiVersion: 'v1', kind: 'ConfigMap' }

      const found = await bench.cluster.list(kind, { namespace: bench.namespace, labels: { list: 'yes' } })
      expect(found.map(({ kind: is, metadata }) => `${is} ${metadata.name}`)).toEqual(['ConfigMap listed-a', 'ConfigMap listed-b'])
      expect((await bench.cluster.list(kind, { labels: { list: 'yes' } })).length).toBeGreaterThanOrEqual(2)
      expect(await bench.cluster.list(kind, { namespace: bench.namespace, labels: { list: 'no' } })).toEqual([])
      expect(await bench.cluster.list({ apiVersion: 'ghosts.example/v1', kind: 'Ghost' })).toEqual([])
    })

    it('removes an object, and finds nothing wrong when there is none', async () => {
      const reference = referenceTo(settings('removed', {}))
      await outcome(settings('removed', {}))
      await bench.cluster.remove(reference)
      await bench.cluster.remove(reference)

      expect(await bench.cluster.read(reference)).toBeUndefined()
      expect(await bench.cluster.read({ ...reference, apiVersion: 'ghosts.example/v1' })).toBeUndefined()
    })
  })
}
