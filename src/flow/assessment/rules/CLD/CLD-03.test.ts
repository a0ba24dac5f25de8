import { expect, test } from 'vitest'
import { cityOf, roomSystem } from '../../../../../tests/support/place.js'
import { activity, observe, planView } from '../../../../../tests/support/rules.js'
import { rule } from './CLD-03.js'

const city = cityOf({ systems: [roomSystem('a', 10)] })

test('a fit system without a cutover in the plan is found', () => {
  expect(observe(rule, city)).toMatchObject([{ subject: 'a', evidence: { date: null, deadline: '2018-12-31' } }])
})

test('a cutover after the deadline is found', () => {
  expect(observe(rule, city, undefined, planView({ activities: [activity('a', 'cutover', '2019-01-04')] }))).toMatchObject([{ subject: 'a', on: '2019-01-04' }])
})

test('a cutover on the day of the deadline passes', () => {
  expect(observe(rule, city, undefined, planView({ activities: [activity('a', 'cutover', '2018-12-31')] }))).toEqual([])
})
