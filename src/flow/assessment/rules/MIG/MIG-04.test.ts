import { expect, test } from 'vitest'
import { cityOf } from '../../../../../tests/support/place.js'
import { activity, observe, planView } from '../../../../../tests/support/rules.js'
import { rule } from './MIG-04.js'

const rehearse = activity('a', 'rehearse', '2018-05-03')
const cutover = activity('a', 'cutover', '2018-05-04')
const commit = activity('a', 'commit', '2018-05-15')

test.each([
  ['without a window', [rehearse, { ...cutover, window: null }, commit]],
  ['without a rehearsal before it', [cutover, commit]],
  ['that is committed on the same night', [rehearse, cutover, activity('a', 'commit', '2018-05-04')]],
])('a cutover %s is stopped', (_case, activities) => {
  expect(observe(rule, cityOf(), undefined, planView({ activities }))).toMatchObject([{ subject: 'a' }])
})

test('a cutover with window, rehearsal and later commit passes', () => {
  expect(observe(rule, cityOf(), undefined, planView({ activities: [rehearse, cutover, commit] }))).toEqual([])
})
