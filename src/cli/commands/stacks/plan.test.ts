import { expect, test } from 'vitest'
import { purposeOf } from './plan.js'

test('a plan is judged by what it is for; a promotion also where weights are said along with it', () => {
  expect(purposeOf({})).toBe('build')
  expect(purposeOf({ heal: true })).toBe('heal')
  expect(purposeOf({ weight: ['letters=10'] })).toBe('cutover')
  expect(purposeOf({ promote: ['letters'] })).toBe('promote')
  expect(purposeOf({ promote: ['letters'], weight: ['letters=100'] })).toBe('promote')
})
