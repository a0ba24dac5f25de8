import { expect, test } from 'vitest'
import { cityOf } from '../../../../../tests/support/place.js'
import { activity, observe, planView } from '../../../../../tests/support/rules.js'
import { rule } from './MIG-02.js'

const bulk = { no: 2, kind: 'bulk' as const, start: '2018-05-01', systems: ['b'] }
const pilot = { no: 1, kind: 'pilot' as const, start: '2018-03-01', systems: ['a'] }

test('a bulk wave without a pilot is stopped', () => {
  expect(observe(rule, cityOf(), undefined, planView({ waves: [bulk] }))).toMatchObject([{ subject: '2', evidence: { accepted: null } }])
})

test('a bulk wave that starts on the day the pilot is accepted is stopped', () => {
  const plan = planView({ waves: [pilot, bulk], activities: [activity('a', 'commit', '2018-05-01'), activity('b', 'prepare', '2018-05-01')] })

  expect(observe(rule, cityOf(), undefined, plan)).toMatchObject([{ evidence: { accepted: '2018-05-01', start: '2018-05-01' } }])
})

test('a bulk wave after the acceptance passes', () => {
  const plan = planView({ waves: [pilot, bulk], activities: [activity('a', 'commit', '2018-04-30'), activity('b', 'prepare', '2018-05-01')] })

  expect(observe(rule, cityOf(), undefined, plan)).toEqual([])
})
