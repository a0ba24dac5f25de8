import { expect, test } from 'vitest'
import { findingWords } from '../../src/app/assess.js'
import { readPlace } from '../../src/app/inventory/read-place.js'
import { packageRoot } from '../../src/app/inventory/root.js'
import { createPlan } from '../../src/app/plan/create.js'
import { planReasonWords } from '../../src/app/plan/show.js'

const places = ['dezhou', 'huizhou', 'tieling', 'dalian', 'shandong']

async function factsOf(place: string) {
  const { inventory, intent } = await readPlace(packageRoot(), place)
  return { inventory: inventory!, intent: intent! }
}

test.each(places)('%s gets a plan that the checker accepts, with every system in it', async (place) => {
  const { plan, diagnostics, assessment } = createPlan(await factsOf(place))

  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([])
  const dated = new Set(plan!.activities.map(({ system }) => system))
  expect(dated.size + plan!.unplanned.length).toBe(assessment.decisions.length)
})

test.each(places)('%s has no grave finding on its facts or its dates that nobody has approved', async (place) => {
  const { findings } = createPlan(await factsOf(place))
  const open = findings.filter(({ severity, exemption }) => (severity === 'block' || severity === 'error') && exemption === undefined)

  expect(open.map(({ rule, subject }) => `${rule} ${subject}`)).toEqual([])
})

test.each(places)('%s starts with a pilot of few systems, none of them core', async (place) => {
  const facts = await factsOf(place)
  const [pilot] = createPlan(facts).plan!.waves
  const core = new Set(facts.inventory.systems.filter(({ importance }) => importance === 'core').map(({ id }) => id))

  expect(pilot!.kind).toBe('pilot')
  expect(pilot!.systems.length).toBeLessThanOrEqual(4)
  expect(pilot!.systems.filter((id) => core.has(id))).toEqual([])
})

test.each(places)('in %s no equipment leaves a room before the systems that run there', async (place) => {
  const facts = await factsOf(place)
  const { activities } = createPlan(facts).plan!
  const leaves = (system: string) => activities.filter((activity) => activity.system === system).map(({ end }) => end).sort().at(-1) ?? ''
  const inRoom = (room: string) => facts.inventory.systems.filter(({ deployments }) => deployments?.some(({ env, facility }) => env === 'current' && facility === room))
  const early = facts.inventory.devices.flatMap(({ id, facility, move }) => inRoom(facility)
    .filter((system) => move !== undefined && move.date < leaves(system.id)).map((system) => `${id} before ${system.id}`))

  expect(early).toEqual([])
})

test.each(places)('%s gets the same plan twice', async (place) => {
  const facts = await factsOf(place)

  expect(createPlan(facts).plan!.hash).toBe(createPlan(facts).plan!.hash)
})

test.each(places)('in %s every finding and every reason reads in both languages without holes', async (place) => {
  const facts = await factsOf(place)
  const { findings, plan } = createPlan(facts)
  const reasons = [...plan!.groups, ...plan!.activities, ...plan!.unplanned].flatMap((each) => each.reasons)
  const texts = (['en', 'zh'] as const).flatMap((language) => [
    ...findings.flatMap((finding) => Object.values(findingWords(finding, language))), ...reasons.map((reason) => planReasonWords(reason, language)),
  ])

  expect(texts.filter((text) => /[{}]/.test(text))).toEqual([])
})
