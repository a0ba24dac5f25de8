import { expect, test } from 'vitest'
import type { System } from '../../../inventory/schema/inventory.js'
import { cityOf, systemOf } from '../../../../../tests/support/place.js'
import { activity, observe, planView } from '../../../../../tests/support/rules.js'
import { rule } from './SYS-08.js'

const city = (survivor: Partial<System> = {}) => cityOf({
  systems: [systemOf('a', survivor), systemOf('b')],
  similarityGroups: [{ id: 'pair', source: 'audit', name: '相近组', kind: 'similar', members: ['a', 'b'], survivor: 'a' }],
})
const plan = (merged: string) => planView({ activities: [activity('a', 'cutover', '2018-05-04'), activity('b', 'merge', '2018-04-01', merged)] })

test('a merge that ends on the night its survivor moves is found', () => {
  expect(observe(rule, city(), undefined, plan('2018-05-04'))).toMatchObject([{ subject: 'b', evidence: { survivor: 'a', cutover: '2018-05-04' } }])
})

test('a merge that ends before passes', () => {
  expect(observe(rule, city(), undefined, plan('2018-05-03'))).toEqual([])
})

test('a survivor that is yet to be built takes others in afterwards', () => {
  expect(observe(rule, city({ stage: 'building' }), undefined, plan('2018-08-01'))).toEqual([])
})
