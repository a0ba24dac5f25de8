import { expect, test } from 'vitest'
import type { ZombieAssessment } from '../../../inventory/schema/inventory.js'
import { cityOf, systemOf } from '../../../../../tests/support/place.js'
import { observe, subjectsOf } from '../../../../../tests/support/rules.js'
import { rule } from './SYS-06.js'

const zombie = (confirmed: boolean): ZombieAssessment => ({
  id: 'z',
  source: 'audit',
  system: 'idle',
  z1: 'yes',
  z2: 'no',
  z3: 'yes',
  z4: 'yes',
  z5: 'yes',
  confirmed,
  confirmedOn: '2018-01-10',
})

test('a confirmed zombie that the inventory migrates is stopped', () => {
  expect(subjectsOf(observe(rule, cityOf({ systems: [systemOf('idle', { disposition: 'migrate_cloud' })], zombieAssessments: [zombie(true)] }))))
    .toEqual(['idle'])
})

test('a suspect may be migrated', () => {
  expect(observe(rule, cityOf({ systems: [systemOf('idle', { disposition: 'migrate_cloud' })], zombieAssessments: [zombie(false)] }))).toEqual([])
})

test('a confirmed zombie without a disposition is retired and passes', () => {
  expect(observe(rule, cityOf({ systems: [systemOf('idle')], zombieAssessments: [zombie(true)] }))).toEqual([])
})
