import { expect, test } from 'vitest'
import { cityOf, intentOf, roomSystem, systemOf } from '../../../tests/support/place.js'
import { assess } from '../assessment/assess.js'
import type { Intent } from '../inventory/schema/inventory.js'
import { basisOf, changedPieces } from './basis.js'
import { diffPlans } from './diff.js'
import { explainSystem } from './explain.js'
import { makePlan } from './make-plan.js'
import { planReasonWords } from './reason-words.js'
import { planReasons } from './reasons.js'

const inventory = cityOf({ systems: [
  roomSystem('a', 10),
  roomSystem('b', 20),
  roomSystem('c', 30),
  roomSystem('d', 40),
  systemOf('nation', { provincialOrNational: 'national' }),
] })
const planWith = (intent: Intent, facts = inventory) => makePlan(facts, intent, assess(facts, intent), { seed: 1, iterations: 10 }).plan!
const team = (parallel: number) => intentOf({ programme: { teams: [{ id: 't', name: '队', parallel, source: 'assumed' }] } })
const plan = planWith(team(1))

test('the binding constraint comes first, and lifting it moves the date', () => {
  const before = explainSystem(plan, 'c')!
  const after = explainSystem(planWith(team(4)), 'c')!

  expect(before.binding?.code).toBe('teams_busy')
  expect(after.date! < before.date!).toBe(true)
})

test('a system without dates is explained by the reason it has none', () => {
  expect(explainSystem(plan, 'nation')).toMatchObject({ date: null, binding: { code: 'follows_nation' } })
})

test('a system that the plan does not know has no explanation', () => {
  expect(explainSystem(plan, 'stranger')).toBeUndefined()
})

test('every reason of a plan has words in both languages with all holes filled', () => {
  const reasons = [...plan.groups, ...plan.activities, ...plan.unplanned].flatMap((each) => each.reasons)

  expect(reasons.length).toBeGreaterThan(20)
  for (const reason of reasons) {
    expect(Object.keys(planReasons)).toContain(reason.code)
    expect(planReasonWords(reason, 'en') + planReasonWords(reason, 'zh')).not.toMatch(/[{}]/)
  }
})

test('two plans are compared by their decisive dates', () => {
  const [first] = diffPlans(plan, planWith(team(4))).filter((change) => change.kind === 'moved' && change.system === 'c')

  expect(first).toMatchObject({ kind: 'moved', system: 'c' })
  expect(first?.kind === 'moved' && first.days).toBeLessThan(0)
  expect(diffPlans(plan, plan)).toEqual([])
})

test('a system that is new or gone is said so', () => {
  const without = planWith(
    team(1),
    cityOf({ systems: inventory.systems.filter(({ id }) => id !== 'a').map((system) => structuredClone(system) as ReturnType<typeof roomSystem>) }),
  )

  expect(diffPlans(plan, without)).toContainEqual(expect.objectContaining({ kind: 'removed', system: 'a' }))
  expect(diffPlans(without, plan)).toContainEqual(expect.objectContaining({ kind: 'added', system: 'a' }))
})

test('the pieces a plan was made from tell what has changed since', () => {
  const other = cityOf({ systems: [
    roomSystem('a', 11),
    roomSystem('b', 20),
    roomSystem('c', 30),
    roomSystem('d', 40),
    systemOf('nation', { provincialOrNational: 'national' }),
  ] })

  expect(changedPieces(plan.basis, basisOf(other, team(1)))).toEqual(['systems/a'])
  expect(changedPieces(plan.basis, basisOf(inventory, team(2)))).toEqual(['programme'])
})
