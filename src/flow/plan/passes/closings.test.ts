import { expect, test } from 'vitest'
import { cityOf, deploymentOf, inventoryOf, roomSystem, systemOf } from '../../../../tests/support/place.js'
import type { Facility } from '../../inventory/schema/inventory.js'
import type { Activity } from '../plan.js'
import { closingsOf } from './closings.js'

const close = (system: string, end: string): Activity => ({
  id: `${system}:close`,
  system,
  kind: 'close',
  start: end,
  end,
  team: null,
  window: null,
  uplink: null,
  after: [],
  reasons: [],
})
const room = (more: Partial<Facility> = {}): Facility => ({
  id: 'room-a',
  source: 'document',
  name: '甲机房',
  kind: 'department_room',
  status: 'running',
  ...more
})

test('a room closes when its last system has left', () => {
  const city = cityOf({ systems: [roomSystem('a', 1), roomSystem('b', 1)] })

  expect(closingsOf(city, [close('a', '2018-05-01'), close('b', '2018-06-01')]).closings)
    .toEqual([{ collection: 'facilities', id: 'room-a', date: '2018-06-01', after: ['a:close', 'b:close'] }])
})

test('a room closes on its recorded day when that is later', () => {
  expect(closingsOf(inventoryOf({ facilities: [room({ closeDate: '2018-09-30' })], systems: [roomSystem('a', 1)] }), [close('a', '2018-05-01')]).closings)
    .toMatchObject([{ date: '2018-09-30' }])
})

test('a room with a system that has no date to leave stays and is named', () => {
  expect(closingsOf(cityOf({ systems: [roomSystem('a', 1), roomSystem('b', 1)] }), [close('a', '2018-05-01')]))
    .toEqual({ closings: [], staying: [{ room: 'room-a', systems: ['b'] }] })
})

test('a room waits for its devices', () => {
  const device = {
    id: 'server',
    source: 'self_report',
    name: '服务器',
    kind: 'server',
    facility: 'room-a',
    classified: 'none',
    move: { to: 'centre', date: '2018-08-01' },
  } as const

  expect(closingsOf(cityOf({ systems: [roomSystem('a', 1)], devices: [device] }), [close('a', '2018-05-01')]).closings).toMatchObject([{ date: '2018-08-01' }])
})

test('an exempted room does not close', () => {
  expect(closingsOf(inventoryOf({ facilities: [room({ exemption: 'ex-1' })], systems: [roomSystem('a', 1)] }), [close('a', '2018-05-01')]).closings).toEqual([])
})

test('a line and a network end on their day, yet not before the systems on them have left', () => {
  const lines = [{ id: 'line', source: 'document', name: '专线', kind: 'dedicated', from: 'room-a', target: 'extranet', targetDate: '2018-04-01' }] as const
  const networks = [{
    id: 'net',
    source: 'document',
    name: '专网',
    role: 'dedicated',
    classified: 'none',
    target: 'extranet',
    targetDate: '2018-12-31',
    systems: ['a'],
  }] as const
  const { closings } = closingsOf(
    cityOf({ systems: [roomSystem('a', 1)], lines: [...lines], networks: networks.map((net) => ({ ...net, systems: [...net.systems] })) }),
    [close('a', '2018-05-01')],
  )

  expect(closings.filter(({ collection }) => collection !== 'facilities')).toEqual([
    { collection: 'lines', id: 'line', date: '2018-05-01', after: ['a:close'] }, { collection: 'networks', id: 'net', date: '2018-12-31', after: ['a:close'] },
  ])
})

test('a leased internet line ends on its day when an exit of the extranet replaces it, whoever is still in the room', () => {
  const line = { id: 'line', source: 'document', name: '互联网专线', kind: 'internet', from: 'room-a', target: 'end', endDate: '2018-04-01' } as const
  const closingsWith = (more: { replacedBy?: string }) =>
    closingsOf(cityOf({ systems: [roomSystem('a', 1)], lines: [{ ...line, ...more }] }), [close('a', '2018-05-01')]).closings

  expect(closingsWith({ replacedBy: 'exit' })).toContainEqual({ collection: 'lines', id: 'line', date: '2018-04-01', after: [] })
  expect(closingsWith({})).toContainEqual({ collection: 'lines', id: 'line', date: '2018-05-01', after: ['a:close'] })
})

test('an old platform ends after its last tenant (SYS-22)', () => {
  const platforms = [{ id: 'old', source: 'document', name: '原平台', kind: 'other', status: 'running', endDate: '2018-04-30' }] as const
  const systems = [systemOf('a', { deployments: [deploymentOf('now', 'current', { platform: 'old' })] })]

  expect(closingsOf(cityOf({ platforms: [...platforms], systems }), [close('a', '2018-05-01')]).closings)
    .toContainEqual({ collection: 'platforms', id: 'old', date: '2018-05-01', after: ['a:close'] })
})
