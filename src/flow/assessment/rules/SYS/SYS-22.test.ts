import { expect, test } from 'vitest'
import { cityOf, deploymentOf, systemOf } from '../../../../../tests/support/place.js'
import { activity, observe, planView } from '../../../../../tests/support/rules.js'
import { rule } from './SYS-22.js'

const city = cityOf({
  platforms: [{ id: 'old', source: 'document', name: '原平台', kind: 'other', status: 'running', endDate: '2018-09-30' }],
  systems: [systemOf('tenant', { deployments: [deploymentOf('now', 'current', { platform: 'old' })] })],
})

test('a platform that ends before its tenant has left is stopped', () => {
  expect(observe(rule, city, undefined, planView({ activities: [activity('tenant', 'close', '2018-10-08')] })))
    .toMatchObject([{ subject: 'old', evidence: { tenant: 'tenant', leaves: '2018-10-08' } }])
})

test('a platform whose tenant never leaves is stopped', () => {
  expect(observe(rule, city)).toMatchObject([{ evidence: { leaves: null } }])
})

test('a tenant that leaves in time passes, also by the date the plan gives the platform', () => {
  const late = [activity('tenant', 'close', '2018-10-08')]

  expect(observe(rule, city, undefined, planView({ activities: [activity('tenant', 'close', '2018-09-30')] }))).toEqual([])
  expect(observe(rule, city, undefined, planView({ activities: late, closings: [{ collection: 'platforms', id: 'old', date: '2018-10-09' }] }))).toEqual([])
})
