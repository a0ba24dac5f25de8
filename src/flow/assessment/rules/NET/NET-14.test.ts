import { expect, test } from 'vitest'
import { cityOf, deploymentOf, systemOf } from '../../../../../tests/support/place.js'
import { observe } from '../../../../../tests/support/rules.js'
import { rule } from './NET-14.js'

test('a target deployment without a domain is found', () => {
  const target = deploymentOf('goal', 'target', { cloud: 'cloud', cloudZone: 'admin_service' })

  expect(observe(rule, cityOf({ systems: [systemOf('a', { deployments: [target] })] })))
    .toMatchObject([{ subject: 'a', evidence: { deployment: 'goal', domain: null } }])
})

test('a deployment of today needs no domain', () => {
  expect(observe(rule, cityOf({ systems: [systemOf('a', { deployments: [deploymentOf('now', 'current', { facility: 'room-a' })] })] }))).toEqual([])
})
