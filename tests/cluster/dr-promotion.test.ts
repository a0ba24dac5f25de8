import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { verifyPlace as VerifyPlace } from '../../src/app/stacks/verify.js'
import type { ControlPlane } from '../../src/demo/control-plane/start-control-plane.js'
import { seconds } from '../../src/model/duration.js'
import { captureIo } from '../support/capture-io.js'
import { describeCluster, ownControlPlane } from '../support/cluster.js'
import type * as Lib from './places-bench.js'
import type { Bench } from './places-bench.js'

describeCluster('the DR site, when the primary\'s API server is dead', () => {
  let planes: readonly ControlPlane[] = []
  let bench: Bench
  let lib: typeof Lib
  let verifyPlace: typeof VerifyPlace

  beforeAll(async () => {
    lib = await import('./places-bench.js')
    ;({ verifyPlace } = await import('../../src/app/stacks/verify.js'))
    planes = [await ownControlPlane('cloud'), await ownControlPlane('dr')]
    bench = await lib.benchOf({ place: 'example', cloud: planes[0]!, dr: planes[1]! })
    expect(lib.errorsOf(await bench.apply())).toEqual([])
    await planes[0]!.kill('kube-apiserver')
  })
  afterAll(async () => {
    vi.unstubAllEnvs()
    bench?.remove()
    for (const plane of planes) await plane.stop()
  })

  const replicas = (system: string) => lib.withCluster(planes[1]!, async (cluster) => {
    const found = await cluster.read({ apiVersion: 'apps/v1', kind: 'Deployment', namespace: `sys-${system}`, name: system })
    return (found?.['spec'] as { replicas?: number } | undefined)?.replicas
  })

  /** Changes one of the place's files, which the bench has written as JSON. */
  const edit = (file: string, change: (content: Record<string, unknown>) => object) => {
    const path = join(bench.root, 'migrations/example', file)
    writeFileSync(path, JSON.stringify(change(JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>)))
  }

  test('serves a system in the primary\'s place, and leaves the others on stand-by', async () => {
    expect([await replicas('letters'), await replicas('permits')]).toEqual([1, 1])

    const outcome = await bench.apply({ sites: ['dr'], promoted: ['letters'] })

    expect(lib.errorsOf(outcome)).toEqual([])
    expect([await replicas('letters'), await replicas('permits')]).toEqual([2, 1])
  })

  test('is found healthy without a word from the primary', async () => {
    const { result, diagnostics } = await verifyPlace({ ...bench.selecting({ sites: ['dr'], promoted: ['letters'] }), wait: seconds(60) }, bench.tools)

    expect(lib.errorsOf({ diagnostics, sources: new Map() })).toEqual([])
    expect(result?.sites.map(({ site }) => site)).toEqual(['example-dr'])
  })

  test('is told, by the command that promotes, with the lines that have to be written', async () => {
    vi.stubEnv('QIANYUN_STATE', join(bench.root, 'state'))
    const { run } = await import('../../src/cli/commands/stacks/apply.js')
    const io = captureIo(bench.root)

    expect(await run({ place: 'example', root: bench.root, out: bench.outdir, site: 'dr', promote: ['letters'], direct: true, verify: false }, io)).toBe(0)
    expect(io.err()).toMatch(/STK_PROMOTION_UNWRITTEN[^]*\npromoted:\n {2}- \{ system: letters, on: \d{4}-\d\d-\d\d, by: …, why: … \}\n/)
  })

  test('is not put on stand-by by an apply that knows nothing of it', async () => {
    const outcome = await bench.apply({ sites: ['dr'] })

    expect(new Set(lib.errorsOf(outcome))).toEqual(new Set(['GATE_DEMOTION sys-letters-example-dr']))
    expect([await replicas('letters'), await replicas('permits')]).toEqual([2, 1])
  })

  test('serves on by an apply that is told so by sites.yaml, which changes nothing', async () => {
    edit('sites.yaml', (sites) => ({ ...sites, promoted: [{ system: 'letters', on: '2026-01-01', by: 'test', why: 'the primary is dead' }] }))

    const outcome = await bench.apply({ sites: ['dr'] })

    expect(lib.errorsOf(outcome)).toEqual([])
    expect(outcome.result?.stacks.map(({ counts }) => counts.created + counts.changed)).toEqual(outcome.result?.stacks.map(() => 0))
    expect([await replicas('letters'), await replicas('permits')]).toEqual([2, 1])
  })

  test('stays when another system is promoted by an apply that knows nothing of it', async () => {
    edit('sites.yaml', ({ promoted: _, ...sites }) => sites)

    expect(new Set(lib.errorsOf(await bench.apply({ sites: ['dr'], promoted: ['permits'] })))).toEqual(new Set(['GATE_DEMOTION sys-letters-example-dr']))
    expect([await replicas('letters'), await replicas('permits')]).toEqual([2, 1])
  })

  test('goes on stand-by again when that is signed for', async () => {
    const signed = { id: 'letters-goes-back', by: 'test', on: '2026-01-01', until: '2099-12-31', why: 'the primary serves again', stack: 'sys-letters-example-dr', resources: ['*'], actions: ['update'] }
    edit('changes.yaml', ({ changes }) => ({ changes: [...(changes as object[]), signed] }))

    expect(lib.errorsOf(await bench.apply({ sites: ['dr'] }))).toEqual([])
    expect([await replicas('letters'), await replicas('permits')]).toEqual([1, 1])
  })

  test('while an apply to the primary is refused with who does not answer, before anything is applied anywhere', async () => {
    const outcome = await bench.apply()

    expect(lib.errorsOf(outcome).join()).toMatch(/K8S_UNREACHABLE/)
    expect(outcome.result).toBeUndefined()
  })
})
