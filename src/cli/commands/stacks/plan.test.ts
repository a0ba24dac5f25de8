import { expect, test } from 'vitest'
import { purposeOf } from './plan.js'

test('a plan is judged by what it is for; systems that sites.yaml remembers as promoted make it no promotion', () => {
  expect(purposeOf({})).toBe('build')
  expect(purposeOf({ heal: true })).toBe('heal')
  expect(purposeOf({ weight: ['letters=10'] })).toBe('cutover')
  expect(purposeOf({ promote: ['letters'] })).toBe('promote')
})
