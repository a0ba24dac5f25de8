import { expect, test } from 'vitest'
import type { Dependency } from '../../../inventory/schema/inventory.js'
import { cityOf, deploymentOf, systemOf } from '../../../../../tests/support/place.js'
import { observe } from '../../../../../tests/support/rules.js'
import { rule } from './NET-13.js'

const placed = (id: string, domain: string) => systemOf(
  id,
  { deployments: [deploymentOf(`${id}-target`, 'target', { cloud: 'cloud', cloudZone: 'admin_service', domain })] },
)
const flow = (more: Partial<Dependency>): Dependency => ({ from: 'front', to: 'back', kind: 'api', criticality: 'soft', source: 'self_report', ...more })
const city = (dependency: Dependency) => cityOf({ systems: [placed('front', 'public'), placed('back', 'admin')], dependencies: [dependency] })

test('a direct route between two domains is stopped', () => {
  expect(observe(rule, city(flow({})))).toMatchObject([{ subject: 'front', evidence: { to: 'back', fromDomain: 'public', toDomain: 'admin', via: null } }])
})

test('a route through the exchange passes', () => {
  expect(observe(rule, city(flow({ via: 'gateway' })))).toEqual([])
})

test('data that people carry is no flow', () => {
  expect(observe(rule, city(flow({ kind: 'manual' })))).toEqual([])
})
