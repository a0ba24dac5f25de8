import { expect, test } from 'vitest'
import { cityOf, intentOf, systemOf } from '../../../../../tests/support/place.js'
import { activity, observe, planView, subjectsOf } from '../../../../../tests/support/rules.js'
import { rule } from './MIG-10.js'

const intent = intentOf({ programme: { dates: { zombiesClosedBy: '2018-03-31', websitesBy: '2018-12-31', roomsClosedBy: '2018-10-31' } } })
const city = cityOf({ systems: [systemOf('idle'), systemOf('site', { category: 'website' })] })

test('a retirement, a website and a room after their deadlines are found', () => {
  const plan = planView({
    activities: [activity('idle', 'retire', '2018-03-20', '2018-04-02'), activity('site', 'cutover', '2019-01-04')],
    closings: [{ collection: 'facilities', id: 'room-a', date: '2018-11-01' }],
  })

  expect(subjectsOf(observe(rule, city, intent, plan))).toEqual(['idle', 'site', 'room-a'])
})

test('a deadline that the place does not have is not missed', () => {
  expect(observe(rule, city, intentOf(), planView({ activities: [activity('idle', 'retire', '2030-01-01')] }))).toEqual([])
})

test('a county room has no deadline: counties follow at their own pace', () => {
  const county = cityOf({ facilities: [{ id: 'county', source: 'document', name: '县机房', kind: 'county_room', status: 'closing' }] })

  expect(observe(rule, county, intent, planView({ closings: [{ collection: 'facilities', id: 'county', date: '2018-12-31' }] }))).toEqual([])
})
