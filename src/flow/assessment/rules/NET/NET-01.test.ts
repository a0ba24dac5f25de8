import { expect, test } from 'vitest'
import type { Line, Network } from '../../../inventory/schema/inventory.js'
import { cityOf, intentOf } from '../../../../../tests/support/place.js'
import { observe, subjectsOf } from '../../../../../tests/support/rules.js'
import { rule } from './NET-01.js'

const intent = intentOf({ programme: { dates: { networksMergedBy: '2018-12-31' } } })
const network = (more: Partial<Network>): Network => ({ id: 'net', source: 'document', name: '专网', role: 'dedicated', classified: 'none', ...more })
const line: Line = { id: 'line', source: 'document', name: '专线', kind: 'dedicated', target: 'extranet', targetDate: '2019-02-01' }

test('a dedicated network without a target, and a line with a date after the deadline, are found', () => {
  expect(subjectsOf(observe(rule, cityOf({ networks: [network({})], lines: [line] }), intent))).toEqual(['net', 'line'])
})

test('a network with target and date in time passes', () => {
  expect(observe(rule, cityOf({ networks: [network({ target: 'extranet', targetDate: '2018-12-31' })] }), intent)).toEqual([])
})

test('a network that the province keeps is left to the rule on kept networks', () => {
  expect(observe(rule, cityOf({ networks: [network({ target: 'keep', retainBasis: 'province_keep' })] }), intent)).toEqual([])
})
