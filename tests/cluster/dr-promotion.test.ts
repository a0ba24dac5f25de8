import { afterAll, beforeAll, expect, test } from 'vitest'
import type { verifyPlace as VerifyPlace } from '../../src/app/stacks/verify.js'
import type { ControlPlane } from '../../src/demo/control-plane/start-control-plane.js'
import { seconds } from '../../src/model/duration.js'
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
    bench?.remove()
    for (const plane of planes) await plane.stop()
  })

  const replicas = (system: string) => lib.withCluster(planes[1]!, async (cluster) => {
    const found = await cluster.read({ apiVersion: 'apps/v1', kind: 'Deployment', namespace: `sys-${system}`, name: system })
    return (found?.['spec'] as { replicas?: number } | undefined)?.replicas
  })

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

  test('while an apply to the primary is refused with who does not answer, before anything is applied anywhere', async () => {
    const outcome = await bench.apply()

    expect(lib.errorsOf(outcome).join()).toMatch(/K8S_UNREACHABLE/)
    expect(outcome.result).toBeUndefined()
  })
})
