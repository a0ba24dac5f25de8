import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { findDrift as FindDrift } from '../../src/app/stacks/drift.js'
import type { verifyPlace as VerifyPlace } from '../../src/app/stacks/verify.js'
import { describeCluster } from '../support/cluster.js'
import type * as Lib from './places-bench.js'
import type { Bench } from './places-bench.js'

describeCluster('the government cloud of a city on two real control planes', ({ cloud, dr }) => {
  describe.each(['dezhou', 'dalian'])('%s', (place) => {
    let bench: Bench
    let lib: typeof Lib
    let findDrift: typeof FindDrift
    let verifyPlace: typeof VerifyPlace

    beforeAll(async () => {
      lib = await import('./places-bench.js')
      ;({ findDrift } = await import('../../src/app/stacks/drift.js'))
      ;({ verifyPlace } = await import('../../src/app/stacks/verify.js'))
      bench = await lib.benchOf({ place, cloud, dr })
    })
    afterAll(() => bench?.remove())

    test('both API servers take every object of every stack', async () => {
      const outcome = await bench.apply()

      expect(lib.errorsOf(outcome)).toEqual([])
      expect(outcome.result?.stacks.filter(({ state }) => state !== 'applied')).toEqual([])
      expect(outcome.result?.stacks.length).toBe(bench.tasks.length)
      for (const plane of [cloud, dr]) expect((await lib.namespacesOf(plane)).length).toBeGreaterThan(15)
    })

    test('a second apply finds everything unchanged, and the live objects are as wanted', async () => {
      const { result } = await bench.apply()
      const changed = result?.stacks.filter(({ counts }) => counts.created + counts.changed + counts.refused > 0)

      expect(changed).toEqual([])
      expect(lib.errorsOf(await findDrift({ ...bench.request, direct: true }, bench.tools))).toEqual([])
    })

    test('verification passes what runs and fails nothing', async () => {
      const { seconds } = await import('../../src/model/duration.js')
      const { result, diagnostics } = await verifyPlace({ ...bench.request, wait: seconds(60) }, bench.tools)

      expect(lib.errorsOf({ diagnostics, sources: new Map() })).toEqual([])
      expect(result?.sites.length).toBe(2)
    })

    test('destroying removes every namespace from both sites', async () => {
      const outcome = await bench.destroy()

      expect(lib.errorsOf(outcome)).toEqual([])
      for (const plane of [cloud, dr]) expect(await lib.namespacesOf(plane)).toEqual([])
    })
  })
})
