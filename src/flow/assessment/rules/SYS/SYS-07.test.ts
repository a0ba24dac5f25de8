import { expect, test } from 'vitest'
import type { SimilarityGroup } from '../../../inventory/schema/inventory.js'
import { cityOf, systemOf } from '../../../../../tests/support/place.js'
import { observe } from '../../../../../tests/support/rules.js'
import { rule } from './SYS-07.js'

const shadow = (survivor?: string): SimilarityGroup => ({
  id: 'twins',
  source: 'audit',
  name: '影子组',
  kind: 'shadow',
  members: ['a', 'b'],
  ...(survivor === undefined ? {} : { survivor })
})

test('a shadow that is to be migrated beside its survivor is found', () => {
  const city = cityOf({ systems: [systemOf('a'), systemOf('b', { disposition: 'migrate_cloud' })], similarityGroups: [shadow('a')] })

  expect(observe(rule, city)).toMatchObject([{ subject: 'b', evidence: { group: 'twins', survivor: 'a', disposition: 'migrate_cloud' } }])
})

test('a group that names no survivor is found', () => {
  expect(observe(rule, cityOf({ systems: [systemOf('a'), systemOf('b')], similarityGroups: [shadow()] }))).toMatchObject([{ subject: 'twins' }])
})

test('a shadow that merges passes', () => {
  expect(observe(rule, cityOf({ systems: [systemOf('a'), systemOf('b')], similarityGroups: [shadow('a')] }))).toEqual([])
})
