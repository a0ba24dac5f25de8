import { appendFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { simulatedTools, siteUid, stacksPlace } from '../../../tests/support/stacks-place.js'
import { manifestsOf } from '../../flow/synth/manifests/manifests-of.js'
import { asObject } from '../../flow/synth/output/read-output.js'
import type { Json, JsonObject } from '../../model/json.js'
import { referenceTo, type KubernetesObject } from '../../model/kubernetes-object.js'
import type { Cluster } from '../../ports/cluster.js'
import { applyDirect, type DirectRequest } from './direct-apply.js'
import { judgeDirect } from './direct-gates.js'
import { findDrift } from './drift.js'
import type { Outcome, PlaceRequest, SiteTools, StackTools } from './open-place.js'
import { stackTasks } from './stack-tasks.js'
import { synthPlace } from './synth.js'

let place: ReturnType<typeof stacksPlace>
beforeEach(() => void (place = stacksPlace()))
afterEach(() => place.remove())

function found({ diagnostics }: Outcome<unknown>, severity = 'error'): string[] {
  const told = diagnostics.filter((one) => one.severity === severity && !one.code.startsWith('STK_ASSUMED'))
  return [...new Set(told.map(({ code }) => code))]
}

const apply = (tools: SiteTools, more: Partial<DirectRequest> = {}) => applyDirect({ ...place.request(), ...more }, tools)
const selecting = (selection: Partial<PlaceRequest['selection']>) => ({ selection: { ...place.request().selection, ...selection } })

/** A server whose admission writes into what is applied. */
function rewriting(tools: StackTools, rewrite: (object: KubernetesObject) => KubernetesObject): StackTools {
  return {
    ...tools,
    async connect(access) {
      const cluster = await tools.connect(access)
      return { ...cluster, apply: (object, options) => cluster.apply(rewrite(object), options) } satisfies Cluster
    },
  }
}

/** The same value at one path of every object of a kind. */
function rewritingEach(tools: StackTools, kind: string, path: readonly string[], value: Json): StackTools {
  return rewriting(tools, (object) => (object.kind === kind ? withValue(object, path, value) : object))
}

function withValue(object: KubernetesObject, path: readonly string[], value: Json): KubernetesObject {
  const put = (within: Json | undefined, [key = '', ...rest]: readonly string[]): Json => {
    if (Array.isArray(within)) return [put(within[0] as Json, [key, ...rest]), ...(within.slice(1) as Json[])]
    return { ...asObject(within), [key]: rest.length === 0 ? value : put(asObject(within)[key], rest) }
  }
  return { ...object, ...asObject(put(object, path)) }
}

const namespace = (labels: Record<string, string>): KubernetesObject => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'sys-letters', labels } })
const policy = (inside: string, name: string, spec: JsonObject): KubernetesObject => {
  return { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name, namespace: inside }, spec }
}
const image = ['spec', 'template', 'spec', 'containers', 'image']
const args = ['spec', 'template', 'spec', 'containers', 'args']
const drSite = `  - site: example-dr\n    kubeconfig: { env: EXAMPLE_KUBECONFIG }\n    context: admin\n    uid: ${siteUid}\n`
const signature = '  - { id: classify, by: 示例, on: 2026-01-01, until: 2099-12-31, why: test, stack: sys-letters-example, '
  + 'resources: [kubernetes_namespace_v1.sys-letters], actions: [update] }\n'

describe('a direct apply is held by what stands in the cluster', () => {
  it('heals a Pod Security label that somebody has weakened, once it is said that his change goes', async () => {
    const { tools, cluster } = simulatedTools(place)
    await apply(tools)
    cluster.applyAs('kubectl', namespace({ 'pod-security.kubernetes.io/enforce': 'privileged' }))

    expect(found(await apply(tools))).toEqual(['STK_FIELD_CONFLICT'])
    expect(found(await apply(tools, { force: true }))).toEqual([])
    const healed = await cluster.read({ apiVersion: 'v1', kind: 'Namespace', namespace: null, name: 'sys-letters' })
    expect(healed?.metadata.labels).toMatchObject({ 'pod-security.kubernetes.io/enforce': 'restricted' })
  })

  it('stops where a namespace would get a weaker label or another identity than it has, unless that is signed for', async () => {
    const { tools, cluster } = simulatedTools(place)
    await apply(tools)
    const weakening = rewritingEach(tools, 'Namespace', ['metadata', 'labels', 'pod-security.kubernetes.io/enforce'], 'baseline')
    const before = JSON.stringify(await cluster.list({ apiVersion: 'v1', kind: 'Namespace' }))
    expect(found(await apply(weakening))).toEqual(['GATE_POD_SECURITY'])

    const classifying = rewriting(tools, (object) => {
      return object.metadata.name === 'sys-letters' ? withValue(object, ['metadata', 'labels', 'qianyun.internal/classification'], 'internal') : object
    })
    const { diagnostics } = await apply(classifying)
    expect(diagnostics.find(({ code }) => code === 'GATE_IDENTITY_LABEL')).toMatchObject({
      severity: 'error', params: { stack: 'sys-letters-example', resource: 'kubernetes_namespace_v1.sys-letters', was: 'none', planned: 'internal' },
    })
    expect(JSON.stringify(await cluster.list({ apiVersion: 'v1', kind: 'Namespace' }))).toBe(before)

    appendFileSync(place.path('migrations/example/changes.yaml'), signature)
    expect(found(await apply(classifying))).toEqual([])
  })

  it('stops at a label of ours that no stack states, which it would leave where it is', async () => {
    const { tools, cluster } = simulatedTools(place)
    await apply(tools)
    cluster.applyAs('kubectl', namespace({ 'qianyun.internal/exchange': 'exchange' }))

    const { diagnostics } = await apply(tools)
    expect(diagnostics.at(-1)).toMatchObject({
      code: 'K8S_DRIFT_LABEL', params: { object: 'Namespace sys-letters', path: 'metadata.labels[qianyun.internal/exchange]', live: 'exchange' },
    })
    expect(found(await findDrift({ ...place.request(), direct: true }, tools))).toEqual(['K8S_DRIFT_LABEL'])
  })

  it('applies nothing when a way between domains would open that nothing declares', async () => {
    const { tools, cluster } = simulatedTools(place)
    const everything = selecting({ systems: ['letters', 'notices'] })
    await apply(tools, everything)
    const open = { ingress: [{ from: [{ namespaceSelector: {} }] }], podSelector: {}, policyTypes: ['Ingress'] }
    const opened = { egress: [{ to: [{ namespaceSelector: {} }] }], podSelector: {}, policyTypes: ['Egress'] }
    const opening = rewriting(tools, (object) => {
      if (object.kind !== 'NetworkPolicy') return object
      if (object.metadata.namespace === 'sys-letters' && object.metadata.name === 'allow-from-gateway') return { ...object, spec: open }
      return object.metadata.namespace === 'sys-notices' && object.metadata.name === 'allow-dns' ? { ...object, spec: opened } : object
    })
    const policies = async () => JSON.stringify(await cluster.list({ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy' }))
    const before = await policies()

    const { diagnostics } = await apply(opening, everything)

    expect(diagnostics.find(({ severity }) => severity === 'error')).toMatchObject({
      code: 'GATE_PATH_UNDECLARED', params: { site: 'example', fromDomain: 'public', toDomain: 'admin', from: 'notices', to: 'letters' },
    })
    expect(await policies()).toBe(before)
    // What is open already is not opened.
    cluster.applyAs('kubectl', policy('sys-letters', 'allow-from-gateway', open))
    cluster.applyAs('kubectl', policy('sys-notices', 'allow-dns', opened))
    expect(found(await apply(opening, { ...everything, force: true }))).toEqual([])
  })

  it('stops at an image that would run without its digest or from elsewhere', async () => {
    const { tools } = simulatedTools(place)
    const running = (other: string) => rewritingEach(tools, 'Deployment', image, other)

    await apply(tools)
    expect(found(await apply(running('registry.k8s.io/agnhost:latest')))).toEqual(['GATE_IMAGE_DIGEST'])
    expect(found(await apply(running(`elsewhere.example/agnhost@sha256:${'a'.repeat(64)}`)))).toEqual(['GATE_IMAGE_REGISTRY'])
  })

  it('stops where the sites would differ, although the files are alike', async () => {
    appendFileSync(place.path('migrations/example/sites.yaml'), drSite)
    const [one, other] = [simulatedTools(place), simulatedTools(place)]
    const both = { selection: { outdir: place.outdir, systems: ['letters'] } }
    const tools = (dr: StackTools): SiteTools => ({ ...one.tools, connect: (access) => (access.context === 'example-dr' ? dr : one.tools).connect(access) })
    expect(found(await apply(tools(other.tools), both))).toEqual([])

    const altering = rewritingEach(other.tools, 'Deployment', args, ['netexec', '--http-port=8081'])
    const { diagnostics } = await apply(tools(altering), both)
    expect(diagnostics.at(-1)).toMatchObject({ code: 'GATE_TWIN_PARITY', params: { stack: 'sys-letters-example-dr', twin: 'sys-letters-example' } })
  })

  it('stops when more changes than one set may hold', async () => {
    const { place: read, stacks } = await synthPlace(place.root, 'example', place.request().selection)
    const task = stackTasks(place.outdir, stacks!.stacks).find(({ kind }) => kind === 'system')!
    const { objects, resources } = manifestsOf(task.synthesized, {})
    const [object, many] = [objects.at(-1)!, Array.from({ length: 401 })]
    const stack = { ...task, resources, objects: many.map(() => object) }
    const result = { object: referenceTo(object), outcome: 'changed' as const, before: object, after: object }

    const open = { place: read, stacks: stacks!, tasks: [task], sites: new Map() }
    const request = { selection: place.request().selection, force: false, now: new Date('2026-06-01') }
    const judged = judgeDirect(request, open, [{ stack, results: many.map(() => result) }])

    expect(judged.find(({ code }) => code === 'GATE_COUNT')).toMatchObject({ severity: 'error', params: { action: 'update', count: 401, limit: 400 } })
  })

  it('stops what would put a system that serves on stand-by by the way', async () => {
    const { tools } = simulatedTools(place)
    appendFileSync(place.path('migrations/example/sites.yaml'), drSite)
    const dr = { outdir: place.outdir, systems: ['letters'], sites: ['dr'] }
    expect(found(await apply(tools, { selection: dr }))).toEqual([])
    expect(found(await apply(tools, { selection: { ...dr, promoted: ['letters'] } }))).toEqual([])

    expect(found(await apply(tools, { selection: dr }))).toEqual(['GATE_DEMOTION'])
  })
})

describe('what somebody else has made', () => {
  it('is not taken over by its name, but when that is asked for; then what it costs is told', async () => {
    const { tools, cluster } = simulatedTools(place)
    cluster.applyAs('helm', namespace({ team: 'another' }))
    cluster.applyAs('helm', policy('sys-letters', 'default-deny', { ingress: [] }))

    const refused = await apply(tools)
    const theirs = refused.diagnostics.filter(({ code }) => code === 'STK_NOT_OURS').map(({ params }) => params['object'])
    expect(theirs).toEqual(['Namespace sys-letters', 'NetworkPolicy sys-letters/default-deny'])
    expect((await cluster.list({ apiVersion: 'v1', kind: 'Namespace' })).map(({ metadata }) => metadata.name)).toEqual(['sys-letters'])

    const taken = await apply(tools, { force: true })
    expect([found(taken), found(taken, 'warning')]).toEqual([[], ['GATE_ADOPTED_CHANGE']])
    expect(found(await apply(tools))).toEqual([])
  })

  it('is ours when the tool has made it: the next direct apply needs no force', async () => {
    const { tools, cluster } = simulatedTools(place)
    await apply(tools)
    const kinds = [['v1', 'Namespace'], ['v1', 'ResourceQuota'], ['networking.k8s.io/v1', 'NetworkPolicy'], ['apps/v1', 'Deployment']] as const
    for (const [apiVersion, kind] of kinds) {
      for (const object of await cluster.list({ apiVersion, kind })) {
        const { managedFields: _fields, resourceVersion: _version, ...metadata } = object.metadata
        await cluster.remove({ apiVersion, kind, namespace: metadata.namespace ?? null, name: metadata.name })
        cluster.applyAs('HashiCorp', { ...object, metadata })
      }
    }

    const outcome = await apply(tools)
    expect(found(outcome)).toEqual([])
    expect(outcome.result?.stacks.every(({ counts }) => counts.created + counts.changed === 0)).toBe(true)
  })
})

describe('a cutover without a tool', () => {
  it('changes its route and nothing else in the same run', async () => {
    place.replace('inventory/example/cloud.yaml', 'cluster: { registry: registry.k8s.io,', 'cluster: { gatewayClass: edge, registry: registry.k8s.io,')
    place.replace('inventory/example/systems.yaml', 'importance: important', 'importance: important\n    domainName: letters.example')
    place.replace('migrations/example/sites.yaml', 'context: admin', 'context: admin\n    addresses: { legacy_letters_address: 10.41.0.9 }')
    const { tools, cluster } = simulatedTools(place)
    await apply(tools)
    await cluster.remove({ apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', namespace: 'sys-letters', name: 'letters' })

    expect(found(await apply(tools, selecting({ weights: { letters: 30 } })))).toEqual(['GATE_CUTOVER_ONLY'])
    expect(found(await apply(tools))).toEqual([])
    expect(found(await apply(tools, selecting({ weights: { letters: 30 } })))).toEqual([])
  })
})

describe('a cluster that is another one meanwhile', () => {
  it('gets nothing: the UID is read again before each stack', async () => {
    const { tools, cluster } = simulatedTools(place)
    let asked = 0
    const switched: Cluster = { ...cluster, uid: async () => ((asked += 1) <= 2 ? siteUid : 'aaaaaaaa-0000-4000-8000-000000000002') }

    const outcome = await apply({ ...tools, connect: () => switched })

    expect(found(outcome)).toEqual(['STK_WRONG_CLUSTER', 'STK_NOT_STARTED'])
    expect(outcome.result?.stacks.map(({ state }) => state)).toEqual(['applied', 'failed', 'not_started'])
    const namespaces = await cluster.list({ apiVersion: 'v1', kind: 'Namespace' })
    expect(namespaces.every(({ metadata }) => metadata.labels?.['qianyun.internal/exchange'] !== undefined)).toBe(true)
  })
})
