import { expect, test } from 'vitest'
import { cityOf, deploymentOf, systemOf } from '../../../../../tests/support/place.js'
import { observe } from '../../../../../tests/support/rules.js'
import { rule } from './CLD-09.js'

const target = (id: string, cloudZone: 'public_service' | 'admin_service') => deploymentOf(id, 'target', { cloud: 'cloud', cloudZone, domain: 'admin' })

test('a system in two zones is found', () => {
  const both = systemOf('both', { deployments: [target('one', 'public_service'), target('two', 'admin_service')] })

  expect(observe(rule, cityOf({ systems: [both] }))).toMatchObject([{ subject: 'both', evidence: { zones: 'admin_service, public_service' } }])
})

test('a system bound for a zone that no cloud has is found', () => {
  expect(observe(rule, cityOf({ systems: [systemOf('a')], clouds: [] }))).toMatchObject([{ subject: 'a', evidence: { zones: null } }])
})

test('a system in one zone passes', () => {
  expect(observe(rule, cityOf({ systems: [systemOf('a', { deployments: [target('one', 'public_service')] })] }))).toEqual([])
})
