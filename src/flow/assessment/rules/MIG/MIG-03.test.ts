import { expect, test } from 'vitest'
import { cityOf, intentOf, systemOf } from '../../../../../tests/support/place.js'
import { activity, observe, planView } from '../../../../../tests/support/rules.js'
import { rule } from './MIG-03.js'

const moved = [activity('a', 'cutover', '2018-05-04'), activity('a', 'trial', '2018-05-05', '2018-05-14')]

test('a commit within the trial is stopped', () => {
  expect(observe(rule, cityOf(), undefined, planView({ activities: [...moved, activity('a', 'commit', '2018-05-14')] })))
    .toMatchObject([{ subject: 'a', evidence: { commit: '2018-05-14' } }])
})

test('a commit after the trial passes', () => {
  expect(observe(rule, cityOf(), undefined, planView({ activities: [...moved, activity('a', 'commit', '2018-05-15')] }))).toEqual([])
})

test('without a trial the commit must still come after the night of the cutover', () => {
  const activities = [activity('a', 'cutover', '2018-05-04'), activity('a', 'commit', '2018-05-04')]

  expect(observe(rule, cityOf(), intentOf({ programme: { trialDays: 0 } }), planView({ activities }))).toHaveLength(1)
})

test('a verification that failed and was signed all the same is stopped', () => {
  const city = cityOf({
    systems: [systemOf('a')],
    verifications: [{ id: 'v', source: 'self_report', system: 'a', cases: [], result: 'fail', signedOn: '2018-05-20' }],
  })

  expect(observe(rule, city)).toMatchObject([{ subject: 'a', evidence: { result: 'fail' } }])
})
