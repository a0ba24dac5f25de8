import { expect, test } from 'vitest'
import type { InventoryBody, Programme, System } from '../inventory/schema/inventory.js'
import { cityOf, deploymentOf, intentOf, roomSystem, systemOf } from '../../../tests/support/place.js'
import { assess } from './assess.js'
import { decisionReasons } from './reasons.js'

function decisionFor(more: Partial<System>, body: Partial<InventoryBody> = {}, dates: Partial<Programme['dates']> = {}) {
  const { decisions } = assess(cityOf({ systems: [systemOf('a', more), systemOf('survivor')], ...body }), intentOf({ programme: { dates } }))
  return decisions.find(({ system }) => system === 'a')!
}

const zombie = { id: 'z', source: 'audit', system: 'a', z1: 'yes', z2: 'no', z3: 'no', z4: 'no', z5: 'yes', confirmed: true } as const
const group = { id: 'g', source: 'audit', name: '组', kind: 'similar', members: ['a', 'survivor'] } satisfies InventoryBody['similarityGroups'][number]

test('what the inventory records wins over every proposal', () => {
  expect(decisionFor({ disposition: 'defer', dispositionReason: '改造中' }, { zombieAssessments: [zombie] }))
    .toMatchObject({ disposition: 'defer', decidedBy: 'inventory' })
})

test.each<[string, Partial<System>, Partial<InventoryBody>, Partial<Programme['dates']>, string]>([
  ['a confirmed zombie', {}, { zombieAssessments: [zombie] }, {}, 'retire'],
  ['a suspect', {}, { zombieAssessments: [{ ...zombie, confirmed: false }] }, {}, 'migrate_cloud'],
  ['a member of a group that is not the survivor', {}, { similarityGroups: [{ ...group, survivor: 'survivor' }] }, {}, 'merge'],
  ['a member of a group without survivor', {}, { similarityGroups: [group] }, {}, 'undecided'],
  ['a national system', { provincialOrNational: 'national' }, {}, {}, 'national'],
  ['a provincial system', { provincialOrNational: 'provincial' }, {}, {}, 'migrate_province'],
  ['a website where the place dates the move of websites', { category: 'website' }, {}, { websitesBy: '2018-12-31' }, 'migrate_province'],
  ['a website elsewhere', { category: 'website' }, {}, {}, 'migrate_cloud'],
  ['a system on the intranet only', { networks: ['intranet'] }, {}, {}, 'migrate_intranet'],
  [
    'an unfit system in a room',
    { cloudFit: { fit: false, reason: '加密狗' }, deployments: [deploymentOf('now', 'current', { facility: 'room-a' })] },
    {},
    {},
    'colocate',
  ],
  ['an unfit system elsewhere', { cloudFit: { fit: false } }, {}, {}, 'defer'],
  ['a planned system', { stage: 'planned' }, {}, {}, 'migrate_cloud'],
  ['a system on the cloud', { deployments: [deploymentOf('now', 'current', { cloud: 'cloud', cloudZone: 'admin_service' })] }, {}, {}, 'keep'],
  ['a suspended system', { stage: 'suspended' }, {}, {}, 'undecided'],
  ['a retired system', { stage: 'retired' }, {}, {}, 'retire'],
  ['any other system', {}, {}, {}, 'migrate_cloud'],
])('%s gets its disposition proposed', (_case, more, body, dates, disposition) => {
  expect(decisionFor(more, body, dates)).toMatchObject({ disposition, decidedBy: 'proposed' })
})

test('a merge names the survivor', () => {
  expect(decisionFor({}, { similarityGroups: [{ ...group, survivor: 'survivor' }] }).mergeInto).toBe('survivor')
})

test.each<[string, Partial<System>, string]>([
  ['the public', { audience: 'public' }, 'zone-public'],
  ['the staff', { audience: 'internal', networks: ['internet'] }, 'zone-admin'],
  ['the whole public by scope of use', { useScope: 'public' }, 'zone-public'],
  ['an unknown audience on the internet', { networks: ['internet'] }, 'zone-public'],
  ['an unknown audience on the extranet', {}, 'zone-admin'],
])('a system for %s goes to its zone', (_case, more, zone) => {
  expect(decisionFor(more).targetZone).toBe(zone)
})

test('a target deployment decides the zone', () => {
  expect(decisionFor({
    audience: 'public',
    deployments: [deploymentOf('goal', 'target', { cloud: 'cloud', cloudZone: 'admin_service', domain: 'admin' })],
  }).targetZone)
    .toBe('zone-admin')
})

test('the DR tier comes from a policy, else from importance and protection level', () => {
  const policy = {
    id: 'p',
    source: 'document',
    name: '一级',
    tier: 6,
    rtoMinutes: 5,
    rpoMinutes: 0,
    mode: 'active',
    site: 'same_city',
    systems: ['a'],
  } satisfies InventoryBody['drPolicies'][number]

  expect(decisionFor({}, { drPolicies: [policy] }).drTier).toBe(6)
  expect(decisionFor({ importance: 'core' }).drTier).toBe(5)
  expect(decisionFor({ secLevel: 'l3' }).drTier).toBe(4)
  expect(decisionFor({ disposition: 'retire' }).drTier).toBeNull()
})

test('classified systems are counted and never named', () => {
  const assessment = assess(
    cityOf({
      systems: [systemOf('hidden', { classified: 'secret' })],
      classifiedPlaceholders: [{ id: 'c', owner: 'bureau', count: 3, source: 'self_report' }],
    }),
    intentOf(),
  )

  expect(assessment.classifiedCount).toBe(4)
  expect(JSON.stringify(assessment)).not.toContain('hidden')
})

test('every reason has words', () => {
  const { decisions } = assess(cityOf({ systems: [roomSystem('a', 1), systemOf('b', { disposition: 'keep' })] }), intentOf())

  for (const { code } of decisions.flatMap(({ reasons }) => reasons)) expect(Object.keys(decisionReasons)).toContain(code)
})

test('the order of systems in the files does not change the assessment', () => {
  const systems = [systemOf('b'), systemOf('a')]

  expect(assess(cityOf({ systems }), intentOf()).decisions).toEqual(assess(cityOf({ systems: systems.toReversed() }), intentOf()).decisions)
})
