import { expect, test } from 'vitest'
import type { Device } from '../../../inventory/schema/inventory.js'
import { cityOf } from '../../../../../tests/support/place.js'
import { observe, planView } from '../../../../../tests/support/rules.js'
import { rule } from './FAC-09.js'

const device = (racksNeeded: number): Device => ({
  id: 'array',
  source: 'self_report',
  name: '存储',
  kind: 'storage',
  facility: 'room-a',
  classified: 'none',
  racksNeeded,
  move: { to: 'centre', date: '2018-09-01' },
})

test('a zone that the plan fills beyond its capacity is stopped', () => {
  const plan = planView({ resources: [{ resource: 'zone:zone-admin:vcpu', peak: 401, capacity: 400 }] })

  expect(observe(rule, cityOf(), undefined, plan)).toMatchObject([{ subject: 'zone-admin', evidence: { resource: 'vcpu', planned: 401, capacity: 400 } }])
})

test('more racks than the data centre has free are stopped', () => {
  expect(observe(rule, cityOf({ devices: [device(31)] }))).toMatchObject([{ subject: 'centre', evidence: { resource: 'racks', planned: 31, capacity: 30 } }])
})

test('use up to the capacity passes', () => {
  const plan = planView({ resources: [{ resource: 'zone:zone-admin:vcpu', peak: 400, capacity: 400 }] })

  expect(observe(rule, cityOf({ devices: [device(30)] }), undefined, plan)).toEqual([])
})
