import { expect, test } from 'vitest'
import type { Cloud } from '../../../inventory/schema/inventory.js'
import { cityOf, cloudOf, intentOf, roomSystem } from '../../../../../tests/support/place.js'
import { activity, observe, planView } from '../../../../../tests/support/rules.js'
import { rule } from './CLD-06.js'

const systems = [roomSystem('a', 10)]
const plan = planView({ waves: [{ no: 1, kind: 'pilot', start: '2018-03-05', systems: ['a'] }], activities: [activity('a', 'prepare', '2018-03-05')] })

function cloudWith(securityReview: NonNullable<Cloud['securityReview']>) {
  return cityOf({ systems, clouds: [cloudOf({ securityReview })] })
}

test('work that begins before the security review is stopped', () => {
  expect(observe(rule, cloudWith({ on: '2018-03-31', result: 'pass' }), intentOf(), plan))
    .toMatchObject([{ subject: 'cloud', evidence: { wave: 1, review: '2018-03-31' } }])
})

test('a review that failed and has no new date stops every wave', () => {
  expect(observe(rule, cloudWith({ on: '2018-02-01', result: 'fail' }), intentOf(), plan)).toMatchObject([{ evidence: { review: null } }])
})

test('work after both dates passes', () => {
  expect(observe(rule, cloudWith({ due: '2018-03-04', result: 'not_run' }), intentOf(), plan)).toEqual([])
})
