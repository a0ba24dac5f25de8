import { expect, test } from 'vitest'
import { findingWords } from '../../src/app/assess.js'
import { readPlace } from '../../src/app/inventory/read-place.js'
import { packageRoot } from '../../src/app/inventory/root.js'
import { createPlan } from '../../src/app/plan/create.js'
import { planReasonWords } from '../../src/app/plan/show.js'
import { hasErrors } from '../../src/diagnostics/diagnostic.js'

const places = ['dezhou', 'huizhou', 'tieling', 'dalian', 'shandong']

async function factsOf(place: string) {
  const { inventory, intent } = await readPlace(packageRoot(), place)
  return { inventory: inventory!, intent: intent! }
}

test.each(places)('%s gets a plan that the checker accepts, with every system in it', async (place) => {
  const { plan, diagnostics, assessment } = createPlan(await factsOf(place))

  expect(hasErrors(diagnostics.filter(({ code }) => code !== 'ASM_FINDINGS_OPEN'))).toBe(false)
  const dated = new Set(plan!.activities.map(({ system }) => system))
  expect(dated.size + plan!.unplanned.length).toBe(assessment.decisions.length)
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
