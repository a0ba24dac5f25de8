import { expect, test } from 'vitest'
import type { Device } from '../../../inventory/schema/inventory.js'
import { cityOf, intentOf } from '../../../../../tests/support/place.js'
import { observe } from '../../../../../tests/support/rules.js'
import { rule } from './FAC-02.js'

const intent = intentOf({ programme: { dates: { equipmentMoveBy: '2018-10-31' } } })
const device = (more: Partial<Device>) => cityOf({ devices: [{
  id: 'server',
  source: 'self_report',
  name: '服务器',
  kind: 'server',
  facility: 'room-a',
  classified: 'none',
  ...more
}] })

test('a device in a department room without a move is found', () => {
  expect(observe(rule, device({}), intent)).toMatchObject([{ subject: 'server', evidence: { facility: 'room-a', date: null } }])
})

test('a move after the deadline is found', () => {
  expect(observe(rule, device({ move: { to: 'centre', date: '2018-11-01' } }), intent)).toHaveLength(1)
})

test('a move to another room is found', () => {
  expect(observe(rule, device({ move: { to: 'dr', date: '2018-09-01' } }), intent)).toHaveLength(1)
})

test('a move in time passes, and so does a device that the cloud replaces', () => {
  expect(observe(rule, device({ move: { to: 'centre', date: '2018-10-31' } }), intent)).toEqual([])
  expect(observe(rule, device({ disposition: 'cloud_replaces' }), intent)).toEqual([])
})

test('access equipment that is kept may stay, except where a room keeps nothing at all (FAC-03 off)', () => {
  const strict = intentOf({ programme: { dates: { equipmentMoveBy: '2018-10-31' }, rules: { 'FAC-03': 'off' } } })
  const kept = device({ role: 'access', disposition: 'keep' })

  expect(observe(rule, kept, intent)).toEqual([])
  expect(observe(rule, kept, strict)).toHaveLength(1)
  expect(observe(rule, device({ role: 'compute', disposition: 'keep' }), intent)).toHaveLength(1)
})
