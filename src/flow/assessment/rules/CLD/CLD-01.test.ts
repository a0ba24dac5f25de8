import { expect, test } from 'vitest'
import { cityOf, deploymentOf, systemOf } from '../../../../../tests/support/place.js'
import { observe, subjectsOf } from '../../../../../tests/support/rules.js'
import { rule } from './CLD-01.js'

test('a new system that is to be colocated is stopped', () => {
  const target = deploymentOf('new-target', 'target', { facility: 'centre', cloudZone: 'colo', domain: 'admin' })

  expect(subjectsOf(observe(rule, cityOf({ systems: [systemOf('new', { stage: 'planned', deployments: [target] })] })))).toEqual(['new'])
})

test('a new system that the inventory keeps where it is is stopped', () => {
  expect(subjectsOf(observe(rule, cityOf({ systems: [systemOf('new', { stage: 'building', disposition: 'keep' })] })))).toEqual(['new'])
})

test('a new system without a target deployment is proposed for the cloud and passes', () => {
  expect(observe(rule, cityOf({ systems: [systemOf('new', { stage: 'applying' })] }))).toEqual([])
})
