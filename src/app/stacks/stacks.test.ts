import { appendFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { simulatedTools, siteUid, stacksPlace } from '../../../tests/support/stacks-place.js'
import { adoptStacks } from './adopt.js'
import { applySet } from './apply-set.js'
import { destroyStacks } from './destroy.js'
import { applyDirect } from './direct-apply.js'
import { findDrift } from './drift.js'
import type { Outcome, PlaceRequest, StackTools } from './open-place.js'
import { changesOf } from './plan-set.js'
import { planStacks } from './plan-stacks.js'

let place: ReturnType<typeof stacksPlace>
beforeEach(() => void (place = stacksPlace()))
afterEach(() => place.remove())

const errors = ({ diagnostics }: Outcome<unknown>) => diagnostics.filter(({ severity }) => severity === 'error').map(({ code }) => code)
const plan = (tools: StackTools, request: PlaceRequest = place.request()) => planStacks({ ...request, purpose: 'build' }, tools)

async function planned(tools: StackTools) {
  const outcome = await plan(tools)
  expect(errors(outcome)).toEqual([])
  return outcome.result!
}

const apply = (tools: StackTools, wanted: string, more: Partial<PlaceRequest> = {}) => applySet({ ...place.request(more), wanted }, tools)

describe('plan and apply', () => {
  it('apply the saved plans of one set, after which there is nothing to do', async () => {
    const { tools, cloud } = simulatedTools(place)
    const { set } = await planned(tools)

    const applied = await apply(tools, set.hash)

    expect(errors(applied)).toEqual([])
    expect(applied.result?.stacks.map(({ stack, state }) => [stack, state])).toEqual([['platform-example', 'applied'], ['domain-admin-example', 'applied'], ['sys-letters-example', 'applied']])
    expect(cloud.objects.size).toBe(changesOf(set))
    expect(changesOf((await planned(tools)).set)).toBe(0)
  })

  it('leave nothing by which a cluster could be reached', async () => {
    const { tools } = simulatedTools(place)
    const seen: string[] = []
    const connect: StackTools['connect'] = (access) => (seen.push(readFileSync(access.kubeconfig, 'utf8')), tools.connect(access))
    await plan({ ...tools, connect })

    expect(seen[0]).toContain('"current-context":"example"')
    expect(existsSync(join(place.outdir, 'access'))).toBe(false)
    expect(readdirSync(place.outdir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).filter((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8').includes('hush-hush'))).toEqual([])
  })

  it('refuse a set that was altered, is not there, or whose plans were made anew since', async () => {
    const { tools, cloud } = simulatedTools(place)
    const { set, file } = await planned(tools)
    const copy = place.path('altered.json')
    writeFileSync(copy, readFileSync(file, 'utf8').replace('"findings":[]', '"findings":[ ]').replace('sys-letters-example', 'sys-letters-exampl'))
    appendFileSync(join(place.outdir, set.stacks[0]!.file), ' ')

    expect(errors(await apply(tools, copy))).toEqual(['STK_SET_CHANGED'])
    expect(errors(await apply(tools, 'ffffffffffff'))).toEqual(['STK_SET_UNKNOWN'])
    expect(errors(await apply(tools, set.hash))).toEqual(['STK_PLAN_STALE'])
    expect(cloud.objects.size).toBe(0)
  })

  it('refuse a set when inventory or stacks have changed since it was made', async () => {
    const { tools, cloud } = simulatedTools(place)
    const { set } = await planned(tools)
    appendFileSync(join(place.outdir, 'stacks/sys-letters-example/cdk.tf.json'), '\n')
    expect(errors(await apply(tools, set.hash))).toEqual(['STK_PLAN_STALE'])

    const { set: other } = await planned(tools)
    place.replace('inventory/example/cloud.yaml', 'vcpu: 16', 'vcpu: 17')
    expect(errors(await apply(tools, other.hash))).toEqual(['STK_PLAN_STALE'])
    expect(cloud.objects.size).toBe(0)
  })

  it('show both UIDs and touch nothing when another cluster is behind the context', async () => {
    const { set } = await planned(simulatedTools(place).tools)
    const other = simulatedTools(place, { uid: 'aaaaaaaa-0000-4000-8000-000000000002' })

    const outcomes = [await apply(other.tools, set.hash), await plan(other.tools), await applyDirect(place.request(), other.tools), await destroyStacks({ ...place.request(), direct: true }, other.tools)]

    expect(outcomes.map(errors)).toEqual([['STK_WRONG_CLUSTER'], ['STK_WRONG_CLUSTER'], ['STK_WRONG_CLUSTER'], ['STK_WRONG_CLUSTER']])
    expect(outcomes[0]!.diagnostics.at(-1)).toMatchObject({ params: { context: 'admin', found: 'aaaaaaaa-0000-4000-8000-000000000002', pinned: '5d1e5c1a-0000-4000-8000-000000000001' }, at: { file: 'migrations/example/sites.yaml', line: 5, column: 10 } })
    expect(other.cloud.objects.size).toBe(0)
  })

  it('apply nothing more to a cluster that has become another since: the UID is read again before each stack', async () => {
    const { tools, cluster, cloud } = simulatedTools(place)
    const { set } = await planned(tools)
    let asked = 0
    const uid = async () => ((asked += 1) <= 2 ? siteUid : 'aaaaaaaa-0000-4000-8000-000000000002')

    const outcome = await apply({ ...tools, connect: () => ({ ...cluster, uid }) }, set.hash)

    expect(errors(outcome)).toEqual(['STK_WRONG_CLUSTER', 'STK_NOT_STARTED'])
    expect(outcome.result?.stacks.map(({ state }) => state)).toEqual(['applied', 'failed', 'not_started'])
    expect(cloud.objects.size).toBe(set.stacks[0]!.changes.length)
  })

  it('let a stack fail without its siblings, start none after it, and say all of it', async () => {
    const { tools, world } = simulatedTools(place)
    const { set } = await planned(tools)
    world.killed.add(join(place.outdir, 'stacks/domain-admin-example'))

    const { result, diagnostics } = await apply(tools, set.hash)

    expect(result?.stacks.map(({ state }) => state)).toEqual(['applied', 'failed', 'not_started'])
    expect(diagnostics.map(({ code }) => code).filter((code) => !code.startsWith('STK_ASSUMED'))).toEqual(['TOFU_CRASHED', 'STK_NOT_STARTED'])
  })

  it('tell the next command what an apply that was cut off had done and begun', async () => {
    const { tools } = simulatedTools(place)
    const { set } = await planned(tools)
    const dying: StackTools = { ...tools, runner: (read) => ({ ...tools.runner(read), apply: (stack, saved, options) => (stack.name.startsWith('domain') ? Promise.reject(new Error('lost power')) : tools.runner(read).apply(stack, saved, options)) }) }
    await expect(apply(dying, set.hash)).rejects.toThrow('lost power')

    const next = await plan(tools)

    expect(next.diagnostics.find(({ code }) => code === 'STK_EARLIER_CUT_OFF')).toMatchObject({ severity: 'warning', params: { act: 'apply', done: 'platform-example', cutOff: 'domain-admin-example', notStarted: 'sys-letters-example' } })
    expect(errors(next)).toEqual([])
  })

  it('stop at an interrupt after what runs, and name what is left', async () => {
    const { tools } = simulatedTools(place)
    const { set } = await planned(tools)
    const stop = new AbortController()

    const outcome = await applySet({ ...place.request({ signal: stop.signal }), wanted: set.hash, onEvent: ({ type, stack }) => void (type === 'summary' && stack.startsWith('platform') && stop.abort()) }, tools)

    expect(errors(outcome)).toEqual(['STK_INTERRUPTED'])
    expect(outcome.diagnostics.at(-1)!.params).toMatchObject({ done: 'platform-example', left: 'domain-admin-example, sys-letters-example' })
  })
})

describe('what is found wrong before anything starts', () => {
  it('is a kubeconfig that the environment does not name, at its place in sites.yaml', async () => {
    const outcome = await plan(simulatedTools(place).tools, place.request({ environment: {} }))

    expect(outcome.diagnostics.at(-1)).toMatchObject({ code: 'STK_KUBECONFIG_UNSET', params: { variable: 'EXAMPLE_KUBECONFIG', site: 'example' }, at: { file: 'migrations/example/sites.yaml', line: 3 } })
  })

  it('is a kubeconfig that is not there, is none, or lacks the context', async () => {
    const { tools } = simulatedTools(place)
    const withFile = (file: string) => plan(tools, place.request({ environment: { EXAMPLE_KUBECONFIG: file } }))
    writeFileSync(place.path('text'), 'token: [')

    expect(errors(await withFile('/nowhere'))).toEqual(['STK_KUBECONFIG_UNREADABLE'])
    expect(errors(await withFile(place.path('text')))).toEqual(['STK_KUBECONFIG_INVALID'])
    place.replace('migrations/example/sites.yaml', 'context: admin', 'context: adm')
    expect((await plan(tools)).diagnostics.at(-1)).toMatchObject({ code: 'STK_CONTEXT_UNKNOWN', params: { known: 'admin' }, at: { line: 4, column: 14 } })
  })

  it('is a site that sites.yaml does not list, or no sites.yaml', async () => {
    const { tools } = simulatedTools(place)
    const dr = { ...place.request(), selection: { outdir: place.outdir, sites: ['dr'] } }

    expect(errors(await plan(tools, dr))).toEqual(['STK_SITE_UNLISTED'])
    expect(errors(await plan(tools, { ...dr, root: join(place.root), flags: { kubeconfig: 'kubeconfig' } }))).toEqual(['STK_SITE_FLAGS'])
    writeFileSync(place.path('migrations/example/sites.yaml'), '')
    expect(errors(await plan(tools))).not.toEqual([])
  })

  it('is an address that nothing says: variable, stack and file', async () => {
    place.replace('inventory/example/systems.yaml', 'id: letters-cloud', 'id: letters-cloud\n        db: [{ id: letters-db, product: postgresql, version: "15", sizeGb: 2 }]')
    const { tools, cloud } = simulatedTools(place)
    const outcome = await applyDirect(place.request(), tools)

    expect(outcome.diagnostics.at(-1)).toMatchObject({ code: 'STK_ADDRESS_MISSING', params: { stack: 'sys-letters-example', variable: 'db_letters__letters_db_address', file: 'migrations/example/sites.yaml' }, at: { line: 2 } })
    expect(cloud.objects.size).toBe(0)
  })

  it('is a provider that no mirror holds, and a state that another machine holds', async () => {
    const { tools, world } = simulatedTools(place)
    const without = simulatedTools(place, { hasProvider: false })
    expect(errors(await plan(without.tools))).toEqual(['TOFU_MIRROR_WITHOUT_PROVIDER'])

    world.held.add(join(place.outdir, 'stacks/platform-example'))
    expect(errors(await plan(tools))).toEqual(['TOFU_LOCKED', 'STK_NOT_STARTED'])
  })

  it('is a wave without systems', async () => {
    const outcome = await plan(simulatedTools(place).tools, { ...place.request(), selection: { outdir: place.outdir, wave: { wave: 9 } } })

    expect(errors(outcome)).toEqual(['STK_UNKNOWN_WAVE'])
  })
})

describe('applying directly', () => {
  it('makes every object, and changes nothing the second time', async () => {
    const { tools } = simulatedTools(place)
    const first = await applyDirect(place.request(), tools)
    const again = await applyDirect(place.request(), tools)

    expect([errors(first), errors(again)]).toEqual([[], []])
    expect(again.result?.stacks.every(({ counts }) => counts.created + counts.changed === 0 && counts.unchanged > 0)).toBe(true)
    expect(errors(await findDrift({ ...place.request(), direct: true }, tools))).toEqual([])
  })

  it('applies nothing to anyone when a server would refuse one object, and names it', async () => {
    const { cluster, kinds } = simulatedTools(place)
    const without = simulatedTools(place, { served: kinds.filter((kind) => !kind.endsWith(' PriorityClass')) })
    const outcome = await applyDirect(place.request(), without.tools)

    expect(new Set(errors(outcome))).toEqual(new Set(['STK_REFUSED']))
    expect(outcome.diagnostics.at(-1)!.params).toMatchObject({ stack: 'platform-example', reason: 'kind_unknown', object: expect.stringMatching(/^PriorityClass qianyun-/) })
    expect(await without.cluster.list({ apiVersion: 'v1', kind: 'Namespace' })).toEqual([])
    expect(await cluster.list({ apiVersion: 'v1', kind: 'Namespace' })).toEqual([])
  })
})

describe('the requests of users', () => {
  beforeEach(() => {
    place.replace('inventory/example/cloud.yaml', 'cluster: { registry: registry.k8s.io, storageClass: standard }', 'cluster: { registry: registry.k8s.io, storageClass: standard, gatewayClass: edge }')
    place.replace('inventory/example/systems.yaml', 'importance: important', 'importance: important\n    domainName: letters.example')
    place.replace('migrations/example/sites.yaml', 'context: admin', 'context: admin\n    addresses: { legacy_letters_address: 10.41.0.9 }')
  })
  const withWeight = (percent?: number): PlaceRequest => {
    const request = place.request()
    return percent === undefined ? request : { ...request, selection: { ...request.selection, weights: { letters: percent } } }
  }
  const weights = async (cluster: ReturnType<typeof simulatedTools>['cluster']) => JSON.stringify((await cluster.list({ apiVersion: 'gateway.networking.k8s.io/v1', kind: 'HTTPRoute' })).map(({ spec }) => spec)).match(/"weight":\d+/g)

  it('move only when a weight is given, by a step at a time, and never back by themselves', async () => {
    const { tools, cluster } = simulatedTools(place)
    expect(errors(await applyDirect(withWeight(), tools))).toEqual([])
    expect(await weights(cluster)).toEqual(['"weight":0', '"weight":100'])

    expect(errors(await applyDirect(withWeight(90), tools))).toEqual(['GATE_WEIGHT_STEP'])
    expect(errors(await applyDirect(withWeight(30), tools))).toEqual([])
    expect(errors(await applyDirect(withWeight(), tools))).toEqual(['GATE_WEIGHT_UNASKED'])
    expect(await weights(cluster)).toEqual(['"weight":30', '"weight":70'])
    expect(errors(await applyDirect(withWeight(30), tools))).toEqual([])
  })
})

describe('adoption', () => {
  it('takes what was applied directly into states that know nothing, after which there is nothing to do', async () => {
    const { tools, world } = simulatedTools(place)
    await applyDirect(place.request(), tools)
    world.states.set(join(place.outdir, 'stacks/sys-letters-example'), 'empty')
    expect(errors(await plan(tools))).toContain('TOFU_STATE_WEDGED')

    const adopted = await adoptStacks(place.request(), tools)

    expect(errors(adopted)).toEqual([])
    expect(adopted.result?.set.stacks.length).toBe(3)
    expect(errors(await apply(tools, adopted.result!.set.hash))).toEqual([])
    expect(changesOf((await planned(tools)).set)).toBe(0)
  })

  it('says so when there is nothing to take over', async () => {
    expect(errors(await adoptStacks(place.request(), simulatedTools(place).tools))).toEqual(['STK_NOTHING_TO_ADOPT'])
  })
})

describe('destruction', () => {
  const destroy = (tools: StackTools, direct: boolean, confirmation?: string) =>
    destroyStacks({ ...place.request(), selection: { outdir: place.outdir, sites: ['primary'] }, direct, ...(confirmation === undefined ? {} : { confirmation }) }, tools)
  const everything = () => ({ ...place.request(), selection: { outdir: place.outdir, sites: ['primary'] } })

  it('shows first what would go, and then removes exactly that, systems before domains before the platform', async () => {
    const { tools, cluster } = simulatedTools(place)
    await applyDirect(everything(), tools)
    const shown = await destroy(tools, true)
    expect(errors(shown)).toEqual(['STK_DESTROY_UNCONFIRMED'])
    expect(errors(await destroy(tools, true, 'example/000000000000'))).toEqual(['STK_DESTROY_UNCONFIRMED'])

    const gone = await destroy(tools, true, String(shown.diagnostics.at(-1)!.params['confirmation']))

    expect(errors(gone)).toEqual([])
    expect(gone.result?.stacks.map(({ stack }) => stack.split('-')[0])).toEqual(['sys', 'sys', 'sys', 'domain', 'domain', 'platform'])
    expect(await cluster.list({ apiVersion: 'v1', kind: 'Namespace' })).toEqual([])
  })

  it('keeps a domain in which a system lives that the inventory has forgotten', async () => {
    const { tools, cluster } = simulatedTools(place)
    cluster.applyAs('somebody', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'sys-old', labels: { 'qianyun.internal/system': 'old', 'qianyun.internal/domain': 'admin' } } })

    const { diagnostics } = await destroy(tools, true)

    expect(diagnostics.map(({ code, params }) => [code, params['stack'], params['systems']])).toEqual([['STK_DOMAIN_OCCUPIED', 'domain-admin-example', 'old'], ['STK_DOMAIN_OCCUPIED', 'platform-example', 'old']])
  })

  it('asks for a signature a stack', async () => {
    writeFileSync(place.path('migrations/example/changes.yaml'), 'changes: []\n')
    const { diagnostics, result } = await destroy(simulatedTools(place).tools, true)

    expect(diagnostics.map(({ code, params }) => `${code} ${params['stack']}`)).toContain('STK_DESTROY_UNSIGNED sys-permits-example')
    expect(result?.stacks.every(({ state }) => state === 'planned')).toBe(true)
  })

  it('goes by the states where a tool works', async () => {
    const { tools, cloud } = simulatedTools(place)
    const { set } = await planned(tools)
    await apply(tools, set.hash)
    const shown = await destroy(tools, false)

    expect(shown.result?.stacks.map(({ stack }) => stack)).toEqual(['sys-letters-example', 'domain-admin-example', 'platform-example'])
    expect(errors(await destroy(tools, false, String(shown.diagnostics.at(-1)!.params['confirmation'])))).toEqual([])
    expect(cloud.objects.size).toBe(0)
  })
})

describe('drift', () => {
  it('is what was changed by hand, and one line for a stack that is not there at all', async () => {
    const { tools, cluster } = simulatedTools(place)
    await applyDirect(place.request(), tools)
    cluster.applyAs('kubectl', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'sys-letters', labels: { 'pod-security.kubernetes.io/enforce': 'privileged' } } })
    const { diagnostics, result } = await findDrift({ ...place.request(), selection: { outdir: place.outdir, sites: ['primary'] }, direct: true }, tools)

    expect(diagnostics.filter(({ severity }) => severity === 'error').map(({ code, params }) => `${code} ${params['object'] ?? params['stack']}`).sort()).toEqual([
      'K8S_DRIFT_FIELD Namespace sys-letters', 'STK_ABSENT domain-public-example', 'STK_ABSENT sys-notices-example', 'STK_ABSENT sys-permits-example',
    ])
    expect(result?.found).toBe(4)
  })
})
