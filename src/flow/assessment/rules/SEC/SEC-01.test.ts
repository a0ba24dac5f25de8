import { expect, test } from 'vitest'
import { cityOf, systemOf } from '../../../../../tests/support/place.js'
import { observe } from '../../../../../tests/support/rules.js'
import { rule } from './SEC-01.js'

test('classified records are stopped, and neither id nor name of one is repeated', () => {
  const seen = observe(rule, cityOf({ systems: [systemOf('hidden-one', { classified: 'secret' }), systemOf('hidden-two', { classified: 'top' })] }))

  expect(seen).toEqual([{ subject: 'bureau', collection: 'organisations', evidence: { count: 2 } }])
  expect(JSON.stringify(seen)).not.toContain('hidden')
})

test('an internal system is not classified', () => {
  expect(observe(rule, cityOf({ systems: [systemOf('a', { classified: 'internal' })] }))).toEqual([])
})
