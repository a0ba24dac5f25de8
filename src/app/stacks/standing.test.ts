import { appendFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { simulatedTools, stacksPlace } from '../../../tests/support/stacks-place.js'
import { applySet } from './apply-set.js'
import { destroyStacks } from './destroy.js'
import type { Outcome, StackTools } from './open-place.js'
import { makePlanSet, type PlanSetBody } from './plan-set.js'
import { planStacks } from './plan-stacks.js'

let place: ReturnType<typeof stacksPlace>
beforeEach(() => void (place = stacksPlace()))
afterEach(() => place.remove())

const errors = ({ diagnostics }: Outcome<unknown>) => diagnostics.filter(({ severity }) => severity === 'error').map(({ code }) => code)
const apply = (tools: StackTools, wanted: string) => applySet({ ...place.request(), wanted }, tools)

async function planned(tools: StackTools) {
  const outcome = await planStacks({ ...place.request(), purpose: 'build' }, tools)
  expect(errors(outcome)).toEqual([])
  return outcome.result!
}

function destroy(tools: StackTools, direct: boolean, confirmation?: string) {
  const request = { ...place.request(), selection: { outdir: place.outdir, sites: ['primary'] }, direct }
  return destroyStacks({ ...request, ...(confirmation === undefined ? {} : { confirmation }) }, tools)
}

const labels = { 'qianyun.internal/system': 'letters', 'qianyun.internal/domain': 'admin' }
const inhabited = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'sys-letters', labels } }

test('a set is refused that was sealed anew under the name of another, and a hash that only begins like its', async () => {
  const { tools, cloud } = simulatedTools(place)
  const { set, file } = await planned(tools)
  const { sites, stacks } = JSON.parse(readFileSync(file, 'utf8')) as PlanSetBody
  const forged = makePlanSet('example', set.inputs, { purpose: 'heal', day: set.day, sites, stacks, findings: [] })
  writeFileSync(file, JSON.stringify(forged))

  expect(errors(await apply(tools, set.hash.slice('sha256:'.length, 'sha256:'.length + 12)))).toEqual(['STK_SET_CHANGED'])
  expect(errors(await apply(tools, `${set.hash.slice(0, -1)}x`))).toEqual(['STK_SET_CHANGED'])
  expect(cloud.objects.size).toBe(0)
})

test('a set is refused when the DR site serves other systems since; those that it promotes itself may be written down meanwhile', async () => {
  const { tools } = simulatedTools(place)
  const [sites, entry] = ['migrations/example/sites.yaml', 'promoted:\n  - { system: letters, on: 2026-06-01, by: zhou, why: the primary is lost }\n']
  const { set } = await planned(tools)
  appendFileSync(place.path(sites), entry)
  expect((await apply(tools, set.hash)).diagnostics.at(-1)).toMatchObject({ code: 'STK_PLAN_STALE', params: { reason: 'other systems are promoted since' } })

  place.replace(sites, entry, '')
  const promotion = await planStacks({ ...place.request(), selection: { ...place.request().selection, promoted: ['letters'] }, purpose: 'promote' }, tools)
  appendFileSync(place.path(sites), entry)
  expect(errors(await apply(tools, promotion.result!.set.hash))).toEqual([])
})

test('a set is refused whose signatures have expired, or were withdrawn, since it was made', async () => {
  const { tools, cloud } = simulatedTools(place)
  const signed = (until: string) => JSON.stringify({
    changes: [{ id: 'c-1', by: 'zhou', on: '2026-05-01', until, why: 'first', stack: 'sys-letters-example', actions: ['create'], resources: ['*'] }],
  })
  writeFileSync(place.path('migrations/example/changes.yaml'), signed('2026-06-02'))
  const { set } = await planned(tools)

  expect(errors(await apply({ ...tools, now: () => new Date('2026-06-03T00:00:00Z') }, set.hash))).toEqual(['STK_PLAN_STALE'])
  writeFileSync(place.path('migrations/example/changes.yaml'), signed('2026-06-01'))
  expect(errors(await apply(tools, set.hash))).toEqual(['STK_PLAN_STALE'])
  expect(cloud.objects.size).toBe(0)
  writeFileSync(place.path('migrations/example/changes.yaml'), signed('2026-06-02'))
  expect(errors(await apply(tools, set.hash))).toEqual([])
})

test('a domain is kept in which a system lives whose state is lost, so that the tool would not remove it', async () => {
  const { tools, cluster, world } = simulatedTools(place)
  const { set } = await planned(tools)
  await apply(tools, set.hash)
  cluster.applyAs('somebody', inhabited)
  expect(errors(await destroy(tools, false))).toEqual(['STK_DESTROY_UNCONFIRMED'])
  world.states.delete(join(place.outdir, 'stacks/sys-letters-example'))

  const { diagnostics } = await destroy(tools, false)

  expect(diagnostics.filter(({ severity }) => severity === 'error').map(({ code, params }) => [code, params['stack'], params['systems']])).toEqual([
    ['STK_DOMAIN_OCCUPIED', 'domain-admin-example', 'letters'], ['STK_DOMAIN_OCCUPIED', 'platform-example', 'letters'],
  ])
})

test('destroying stops before a domain when a system is still there after its stack has gone', async () => {
  const { tools, cluster } = simulatedTools(place)
  const { set } = await planned(tools)
  await apply(tools, set.hash)
  cluster.applyAs('somebody', inhabited)
  const shown = await destroy(tools, false)

  const { result, diagnostics } = await destroy(tools, false, String(shown.diagnostics.at(-1)!.params['confirmation']))

  expect(result?.stacks.map(({ state }) => state)).toEqual(['destroyed', 'failed', 'not_started'])
  expect(diagnostics.map(({ code }) => code).slice(-2)).toEqual(['STK_DOMAIN_OCCUPIED', 'STK_NOT_STARTED'])
})
