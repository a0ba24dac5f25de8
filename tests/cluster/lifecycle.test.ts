import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { callApi } from '../support/cluster-api.js'
import { describeCluster, describeProvider } from '../support/cluster.js'
import type * as Calls from './lifecycle-calls.js'
import type * as Lib from './places-bench.js'
import type { Bench } from './places-bench.js'

describeCluster('applying directly', ({ cloud, dr }) => {
  let bench: Bench
  let lib: typeof Lib

  beforeAll(async () => {
    lib = await import('./places-bench.js')
    bench = await lib.benchOf({ place: 'example', cloud, dr })
  })
  afterAll(async () => {
    await bench?.destroy()
    bench?.remove()
  })

  test('is refused when another cluster is behind the context, with both UIDs', async () => {
    const { applyDirect } = await import('../../src/app/stacks/direct-apply.js')
    const request = { ...bench.selecting({ sites: ['primary'] }), flags: { kubeconfig: dr.kubeconfig, context: dr.context, uid: cloud.uid } }
    const { diagnostics, result } = await applyDirect(request, bench.tools)

    expect(diagnostics.find(({ severity }) => severity === 'error')).toMatchObject({ code: 'STK_WRONG_CLUSTER', params: { found: dr.uid, pinned: cloud.uid } })
    expect(result).toBeUndefined()
    expect(await lib.namespacesOf(dr)).toEqual([])
  })

  test('that was killed is told by the next command, which finishes it', async () => {
    const { buildCli, startCli } = await import('../support/run-cli.js')
    buildCli()
    const env = { QIANYUN_STATE: join(bench.root, 'state') }
    const call = ['stacks', 'apply', 'example', '--direct', '--no-verify', '--parallel', '1', '--root', bench.root, '--out', bench.outdir]
    const dying = startCli(call, { cwd: bench.root, env })
    await dying.said('ok   domain-')
    dying.kill('SIGKILL')
    await dying.ended

    const next = await startCli(call, { cwd: bench.root, env }).ended

    expect(next.code).toBe(0)
    expect(next.stderr).toMatch(/STK_EARLIER_CUT_OFF[^]*Done: platform-example[^]*Begun, perhaps half: /)
    expect(readdirSync(bench.outdir)).not.toContain('access')
  })

  test('while somebody else does is refused with who that is', async () => {
    const { startCli } = await import('../support/run-cli.js')
    const { applyDirect } = await import('../../src/app/stacks/direct-apply.js')
    let goOn = (): void => undefined
    const held = new Promise<void>((resolve) => (goOn = resolve))
    const first = applyDirect(bench.request, { ...bench.tools, connect: (access) => held.then(() => bench.tools.connect(access)) })
    const call = ['stacks', 'apply', 'example', '--direct', '--root', bench.root, '--out', bench.outdir]
    const second = await startCli(call, { cwd: bench.root, env: { QIANYUN_STATE: join(bench.root, 'state') } }).ended
    goOn()

    expect(second.code).toBe(5)
    expect(second.stderr).toMatch(new RegExp(`STK_LOCKED[^]*process ${process.pid}`))
    expect(lib.errorsOf(await first)).toEqual([])
  })

  describe('is held by what stands in the cluster', () => {
    const primary = { sites: ['primary'] }
    const priority = '/apis/scheduling.k8s.io/v1/priorityclasses'
    const call = async (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, body?: object) => {
      const answer = await callApi<{ readonly metadata: { readonly name: string; readonly labels: object } }>(cloud, method, path, body)
      expect(answer.status).toBeLessThan(300)
      return answer.body
    }

    test('a Pod Security label that was weakened by hand is brought back, once it is said that the change goes', async () => {
      const { applyDirect } = await import('../../src/app/stacks/direct-apply.js')
      const weakened = 'pod-security.kubernetes.io/enforce'
      await call('PATCH', '/api/v1/namespaces/sys-letters', { metadata: { labels: { [weakened]: 'privileged' } } })

      expect(lib.errorsOf(await bench.apply(primary)).join()).toMatch(/^STK_FIELD_CONFLICT Namespace sys-letters [^]*enforce/)
      expect(lib.errorsOf(await applyDirect({ ...bench.selecting(primary), force: true }, bench.tools))).toEqual([])
      expect((await call('GET', '/api/v1/namespaces/sys-letters')).metadata.labels).toMatchObject({ [weakened]: 'restricted' })
    })

    test('a way between domains that nothing declares is refused before anything is applied', async () => {
      const { applyDirect } = await import('../../src/app/stacks/direct-apply.js')
      const policies = () => lib.withCluster(cloud, (cluster) => cluster.list({ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy' }))
      const before = await policies()

      const { diagnostics } = await applyDirect(bench.selecting(primary), { ...bench.tools, connect: lib.opening(bench.tools.connect, { from: 'sys-notices', to: 'sys-letters' }) })

      expect(diagnostics.find(({ severity }) => severity === 'error')).toMatchObject({ code: 'GATE_PATH_UNDECLARED', params: { site: 'example', fromDomain: 'public', toDomain: 'admin' } })
      expect(await policies()).toEqual(before)
      expect(lib.errorsOf(await bench.apply(primary))).toEqual([])
    })

    test('what others run in a namespace keeps it, and what only bears a name of ours is left', async () => {
      const { metadata: { name } } = (await lib.withCluster(cloud, (cluster) => cluster.list({ apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass' }))).find(({ metadata }) => metadata.name.startsWith('qianyun-'))!
      const theirs = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'theirs' }, spec: { replicas: 0, selector: { matchLabels: { a: 'b' } }, template: { metadata: { labels: { a: 'b' } }, spec: { containers: [{ name: 'a', image: 'a' }] } } } }
      await call('POST', '/apis/apps/v1/namespaces/sys-letters/deployments', theirs)
      expect(lib.errorsOf(await bench.destroy(primary))).toEqual(['STK_STRANGERS_INSIDE sys-letters-example'])

      await call('DELETE', '/apis/apps/v1/namespaces/sys-letters/deployments/theirs')
      await call('DELETE', `${priority}/${name}`)
      await call('POST', priority, { apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name }, value: 7 })
      const gone = await bench.destroy(primary)

      expect(lib.errorsOf(gone)).toEqual([])
      expect(gone.diagnostics.filter(({ code }) => code === 'STK_LEFT_ALONE').map(({ params }) => params['object'])).toEqual([`PriorityClass ${name}`])
      expect(await lib.namespacesOf(cloud)).toEqual([])
      await call('DELETE', `${priority}/${name}`)
    })
  })
})

describeProvider('a domain and its systems through OpenTofu', ({ cloud, dr, tofu, mirror }) => {
  const primary = { sites: ['primary'], systems: ['letters', 'permits'] }
  let bench: Bench
  let lib: typeof Lib
  let app: typeof Calls

  beforeAll(async () => {
    lib = await import('./places-bench.js')
    app = await import('./lifecycle-calls.js')
    bench = await lib.benchOf({ place: 'example', cloud, dr, tool: { tofu, mirror } })
  })
  afterAll(async () => {
    await bench?.destroy(primary)
    bench?.remove()
  })

  test('is planned, judged and applied; then nothing is left to do and nothing has drifted', async () => {
    const { set, applied } = await app.planAndApply(bench, primary)
    expect(lib.errorsOf(applied)).toEqual([])
    expect(applied.result?.verified?.result).toBe('pass')
    expect(app.changesOf(set)).toBeGreaterThan(40)

    expect(app.changesOf(await app.planned(bench, primary))).toBe(0)
    expect(lib.errorsOf(await app.findDrift({ ...bench.selecting(primary), direct: false }, bench.tools))).toEqual([])
  })

  test('made its objects so that applying them directly changes nothing, and conflicts with nothing', async () => {
    const { result, ...outcome } = await bench.apply(primary)

    expect(lib.errorsOf(outcome)).toEqual([])
    expect(result?.stacks.filter(({ counts }) => counts.created + counts.changed + counts.refused + counts.skipped > 0)).toEqual([])
  })

  test('makes the objects that applying directly makes', async () => {
    const other = await lib.benchOf({ place: 'example', cloud: dr, dr: cloud })
    try {
      expect(lib.errorsOf(await other.apply(primary))).toEqual([])
      const references = await app.referencesOf(bench, primary)
      const read = (plane: typeof cloud) => lib.withCluster(plane, (cluster) => Promise.all(references.map(async (reference) => lib.withoutTraces(await cluster.read(reference)))))
      const [byTool, direct] = [await read(cloud), await read(dr)]

      expect(references.length).toBeGreaterThan(40)
      expect(direct.filter((object) => object === undefined)).toEqual([])
      expect(direct).toEqual(byTool)
    } finally {
      await other.destroy(primary)
      other.remove()
    }
  })

  test('shows what was changed by hand, also what no plan shows, and brings it back', async () => {
    const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'sys-letters', labels: { 'pod-security.kubernetes.io/enforce': 'baseline' } } }
    await lib.withCluster(cloud, (cluster) => cluster.apply(namespace, { force: true }))
    const drift = await app.findDrift({ ...bench.selecting(primary), direct: false }, bench.tools)
    expect(lib.errorsOf(drift).join('\n')).toMatch(/K8S_DRIFT_FIELD Namespace sys-letters/)

    const { applied } = await app.planAndApply(bench, primary, 'heal')
    expect(lib.errorsOf(applied)).toEqual([])
    expect(lib.errorsOf(await app.findDrift({ ...bench.selecting(primary), direct: false }, bench.tools))).toEqual([])
  })

  test('is not applied twice by one plan: the state has moved on', async () => {
    await lib.withCluster(cloud, (cluster) => cluster.remove({ apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', namespace: 'sys-letters', name: 'letters' }))
    const set = await app.planned(bench, primary, 'heal')

    expect(lib.errorsOf(await app.apply(bench, primary, set))).toEqual([])
    expect(lib.errorsOf(await app.apply(bench, primary, set)).join()).toMatch(/^TOFU_STALE_PLAN sys-letters-example/)
  })

  test('takes its objects over again after the state was lost', async () => {
    app.loseState(bench, 'sys-letters-example')
    const adopted = await app.adopt(bench, primary)
    expect(lib.errorsOf(adopted)).toEqual([])
    const actions = adopted.result!.set.stacks.flatMap(({ changes }) => changes.map(({ action }) => action))
    expect(actions).not.toContain('create')

    expect(lib.errorsOf(await app.apply(bench, primary, adopted.result!.set))).toEqual([])
    expect(app.changesOf(await app.planned(bench, primary))).toBe(0)
  })

  test('is destroyed, systems before domains, once it is named and signed for', async () => {
    const gone = await bench.destroy({ sites: ['primary'], direct: false })

    expect(lib.errorsOf(gone)).toEqual([])
    expect(gone.result?.stacks.map(({ stack }) => stack.split('-')[0])).toEqual(expect.arrayContaining(['sys', 'domain', 'platform']))
    expect(await lib.namespacesOf(cloud)).toEqual([])
  })
})
