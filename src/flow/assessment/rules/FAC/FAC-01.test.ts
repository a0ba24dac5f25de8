import { expect, test } from 'vitest'
import type { Facility } from '../../../inventory/schema/inventory.js'
import { cityOf, intentOf } from '../../../../../tests/support/place.js'
import { observe } from '../../../../../tests/support/rules.js'
import { rule } from './FAC-01.js'

const room = (more: Partial<Facility>) => cityOf({ facilities: [{
  id: 'room',
  source: 'document',
  name: '机房',
  kind: 'department_room',
  status: 'running',
  ...more
}] })
const intent = intentOf({ programme: { dates: { roomsClosedBy: '2018-10-31' } } })

test('a new room is stopped', () => {
  expect(observe(rule, room({ status: 'building' }), intent)).toMatchObject([{ subject: 'room', severity: 'block' }])
})

test('a room that is kept for a stated reason is an error until an exemption covers it', () => {
  expect(observe(rule, room({ retainReason: '专用设备' }), intent)).toMatchObject([{ subject: 'room', severity: 'error' }])
})

test('a room that closes after the deadline is an error', () => {
  expect(observe(rule, room({ closeDate: '2019-01-31' }), intent)).toMatchObject([{ severity: 'error' }])
})

test('a room whose date the plan will set passes', () => {
  expect(observe(rule, room({}), intent)).toEqual([])
})
