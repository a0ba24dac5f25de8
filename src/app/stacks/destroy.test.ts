import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { simulatedTools, siteUid, stacksPlace } from '../../../tests/support/stacks-place.js'
import type { KubernetesObject } from '../../model/kubernetes-object.js'
import type { Cluster } from '../../ports/cluster.js'
import { destroyStacks } from './destroy.js'
import { applyDirect } from './direct-apply.js'
import type { Outcome, StackTools } from './open-place.js'

let place: ReturnType<typeof stacksPlace>
beforeEach(() => void (place = stacksPlace()))
afterEach(() => place.remove())

const told = ({ diagnostics }: Outcome<unknown>) => diagnostics.filter(({ code }) => !code.startsWith('STK_ASSUMED')).map(({ code, params }) => `${code} ${params['object'] ?? params['objects'] ?? params['stack'] ?? ''}`.trim())
const everything = () => ({ ...place.request(), selection: { outdir: place.outdir, sites: ['primary'] } })
const call = (tools: StackTools, confirmation?: string) => destroyStacks({ ...everything(), direct: true, ...(confirmation === undefined ? {} : { confirmation }) }, tools)

/** Both calls: what would go, and then exactly that. */
async function destroy(tools: StackTools) {
  const shown = await call(tools)
  const confirmation = shown.diagnostics.find(({ code }) => code === 'STK_DESTROY_UNCONFIRMED')?.params['confirmation']
  return { shown, gone: confirmation === undefined ? undefined : await call(tools, String(confirmation)) }
}

const namespaces = async (cluster: Cluster) => (await cluster.list({ apiVersion: 'v1', kind: 'Namespace' })).map(({ metadata }) => metadata.name)
const inside = (kind: string, name: string, metadata: object = {}): KubernetesObject => ({ apiVersion: kind === 'Pod' || kind === 'PersistentVolumeClaim' ? 'v1' : 'apps/v1', kind, metadata: { name, namespace: 'sys-letters', ...metadata } })
const ownedBy = (kind: string, name: string) => ({ ownerReferences: [{ apiVersion: kind === 'Cluster' ? 'other.example/v1' : 'apps/v1', kind, name, uid: 'u' }] })

describe('destruction without a state', () => {
  it('leaves what only bears the name, and says so', async () => {
    const { tools, cluster } = simulatedTools(place)
    const class_ = { apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass' }
    await applyDirect(everything(), tools)
    const [{ metadata: { name } }] = (await cluster.list(class_)) as [KubernetesObject]
    await cluster.remove({ ...class_, namespace: null, name })
    cluster.applyAs('helm', { ...class_, metadata: { name }, value: 7 })

    const { shown, gone } = await destroy(tools)

    expect(told(shown)).toEqual([`STK_LEFT_ALONE PriorityClass ${name}`, 'STK_DESTROY_UNCONFIRMED'])
    expect(told(gone!)).toEqual([`STK_LEFT_ALONE PriorityClass ${name}`])
    expect(gone!.result?.stacks.every(({ state }) => state === 'destroyed')).toBe(true)
    expect((await cluster.list(class_)).map(({ metadata }) => metadata.name)).toEqual([name])
    expect(await namespaces(cluster)).toEqual([])
  })

  it.each([['system', 'hotline'], ['domain', 'public'], ['site', 'another']])('leaves a namespace of another %s, and all that is in it', async (label, value) => {
    const { tools, cluster } = simulatedTools(place)
    await applyDirect(everything(), tools)
    cluster.applyAs('kubectl', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'sys-letters', labels: { [`qianyun.internal/${label}`]: value } } })
    const request = { ...place.request(), direct: true }

    const shown = await destroyStacks(request, tools)
    await destroyStacks({ ...request, confirmation: String(shown.diagnostics.at(-1)!.params['confirmation']) }, tools)

    expect(told(shown)).toEqual(['STK_LEFT_ALONE Namespace sys-letters', 'STK_DESTROY_UNCONFIRMED'])
    expect(shown.result?.stacks).toMatchObject([{ stack: 'sys-letters-example', resources: 0 }])
    expect(await namespaces(cluster)).toContain('sys-letters')
  })

  it('keeps a namespace in which others run something or keep data, and names it', async () => {
    const { tools, cluster } = simulatedTools(place)
    await applyDirect(everything(), tools)
    for (const object of [inside('Deployment', 'debug'), inside('ReplicaSet', 'debug-1', ownedBy('Deployment', 'debug')), inside('Pod', 'from-nobody', ownedBy('Cluster', 'db')), inside('PersistentVolumeClaim', 'data')]) cluster.applyAs('kubectl', object)

    const { shown, gone } = await destroy(tools)

    expect(told(shown)).toEqual(['STK_STRANGERS_INSIDE Deployment sys-letters/debug, PersistentVolumeClaim sys-letters/data, Pod sys-letters/from-nobody'])
    expect(gone).toBeUndefined()
    expect(await namespaces(cluster)).toContain('sys-letters')
  })

  it('takes along what controllers have made of ours', async () => {
    const { tools, cluster } = simulatedTools(place)
    await applyDirect(everything(), tools)
    for (const object of [inside('Pod', 'letters-1-a', ownedBy('ReplicaSet', 'letters-1')), inside('ReplicaSet', 'letters-1', ownedBy('Deployment', 'letters'))]) cluster.applyAs('controller', object)

    const { gone } = await destroy(tools)

    expect(told(gone!)).toEqual([])
    expect(await namespaces(cluster)).toEqual([])
  })

  it('looks again before each stack: for strangers, and whether it is still the same cluster', async () => {
    const { tools, cluster } = simulatedTools(place)
    await applyDirect(everything(), tools)
    const confirmation = String((await call(tools)).diagnostics.at(-1)!.params['confirmation'])
    let listed = 0
    const late: Cluster = { ...cluster, list: async (kind, filter) => {
      if (kind.kind === 'Deployment' && filter?.namespace === 'sys-letters' && (listed += 1) === 2) cluster.applyAs('kubectl', inside('Deployment', 'late'))
      return cluster.list(kind, filter)
    } }
    expect(told(await call({ ...tools, connect: () => late }, confirmation))).toEqual(['STK_STRANGERS_INSIDE Deployment sys-letters/late', 'STK_NOT_STARTED'])
    await cluster.remove({ apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'sys-letters', name: 'late' })

    let asked = 0
    const switched: Cluster = { ...cluster, uid: async () => ((asked += 1) === 1 ? siteUid : 'aaaaaaaa-0000-4000-8000-000000000002') }
    const { diagnostics } = await call({ ...tools, connect: () => switched }, confirmation)
    expect(new Set(diagnostics.filter(({ severity }) => severity === 'error').map(({ code }) => code))).toEqual(new Set(['STK_WRONG_CLUSTER', 'STK_NOT_STARTED']))
    expect(await namespaces(cluster)).toContain('sys-letters')
  })
})
