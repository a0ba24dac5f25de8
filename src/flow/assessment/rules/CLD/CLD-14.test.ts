import { expect, test } from 'vitest'
import { cityOf, cloudOf, deploymentOf, systemOf } from '../../../../../tests/support/place.js'
import { observe, subjectsOf } from '../../../../../tests/support/rules.js'
import { rule } from './CLD-14.js'

const primary = deploymentOf('primary', 'target', { cloud: 'cloud', cloudZone: 'admin_service', domain: 'admin', replica: 'twin' })

test('a replica in the building of the zone that holds the primary is stopped', () => {
  const system = systemOf('a', { deployments: [primary, deploymentOf('twin', 'dr', { facility: 'centre', domain: 'admin' })] })

  expect(observe(rule, cityOf({ systems: [system] }))).toMatchObject([{ subject: 'a', evidence: { primary: 'primary', replica: 'twin', facility: 'centre' } }])
})

test('a replica in the DR centre passes', () => {
  const system = systemOf('a', { deployments: [primary, deploymentOf('twin', 'dr', { facility: 'dr', domain: 'admin' })] })

  expect(observe(rule, cityOf({ systems: [system] }))).toEqual([])
})

test('a cloud whose DR facility is that of a zone is stopped', () => {
  expect(subjectsOf(observe(rule, cityOf({ clouds: [cloudOf({ drFacility: 'centre' })] })))).toEqual(['cloud'])
})
