import { expect, test } from 'vitest'
import { canonicalJson } from '../../model/canonical.js'
import { addDays, daysBetween } from '../../model/calendar-date.js'
import { cityOf, cloudOf, deploymentOf, intentOf, roomSystem, systemOf } from '../../../tests/support/place.js'
import { assess } from '../assessment/assess.js'
import type { Dependency, Intent, Inventory, InventoryBody, System } from '../inventory/schema/inventory.js'
import { checkPlan } from './checker.js'
import { makePlan } from './make-plan.js'
import type { Plan } from './plan.js'

const hard = (from: string, to: string): Dependency => ({ from, to, kind: 'tables', criticality: 'hard', source: 'self_report' })

function planOf(inventory: Inventory, intent: Intent = intentOf(), options: Partial<Parameters<typeof makePlan>[3]> = {}) {
  const assessment = assess(inventory, intent)
  const { plan, diagnostics } = makePlan(inventory, intent, assessment, { seed: 1, iterations: 50, ...options })
  return {
    plan: plan!,
    diagnostics,
    checks: plan === undefined ? [] : checkPlan(plan, inventory, intent, assessment).filter(({ severity }) => severity === 'error'),
  }
}

function dateOf(plan: Plan, system: string, kind = 'cutover') {
  return plan.activities.find((activity) => activity.system === system && activity.kind === kind)?.start
}

function reasonsOf(plan: Plan, system: string) {
  return plan.activities.find((activity) => activity.system === system && activity.window !== null)?.reasons.map(({ code }) => code)
}

const many = (count: number, more: Partial<System> = {}) => Array.from(
  { length: count },
  (_, index) => roomSystem(`s${String(index).padStart(3, '0')}`, 20 + index, more),
)

test('equal input, seed and iterations give equal bytes, whatever the order of the files', () => {
  const systems = many(12)
  const bytes = (list: System[]) => canonicalJson({ ...planOf(cityOf({ systems: list })).plan, hash: '', inputs: {} })

  expect(bytes(systems)).toBe(bytes(systems))
  expect(bytes(systems.toReversed()).replaceAll(/"basis":{[^}]*}/g, '')).toBe(bytes(systems).replaceAll(/"basis":{[^}]*}/g, ''))
})

test('a plan of thirty systems passes the checker', () => {
  const dependencies = [hard('s003', 's004'), hard('s004', 's005'), hard('s010', 's011')]

  expect(planOf(cityOf({ systems: many(30), dependencies })).checks).toEqual([])
})

test('the pilot is few and small, and everything else begins after its acceptance', () => {
  const { plan } = planOf(cityOf({ systems: [roomSystem('core', 1, { importance: 'core' }), ...many(5)] }))
  const [pilot, bulk] = plan.waves

  expect(pilot).toMatchObject({ kind: 'pilot', systems: ['s000', 's001'] })
  const accepted = plan.activities.filter(({ kind, system }) => kind === 'commit' && pilot!.systems.includes(system)).map(({ end }) => end).sort().at(-1)!
  expect(bulk!.start > accepted).toBe(true)
  expect(bulk!.prerequisites).toContain('wave:1')
  expect(reasonsOf(plan, 'core')).toContain('after_pilot')
})

test('hard dependencies cut over in one night, soft ones need not', () => {
  const { plan } = planOf(cityOf({ systems: many(6), dependencies: [hard('s004', 's005'), { ...hard('s002', 's003'), criticality: 'soft' }] }))

  expect(plan.groups.map(({ systems }) => systems)).toContainEqual(['s004', 's005'])
  expect(plan.groups.map(({ systems }) => systems)).toContainEqual(['s002'])
})

test('more linked systems than can go together are cut along the order of their needs', () => {
  const teams = [{ id: 't', name: '队', parallel: 2, source: 'assumed' as const }]
  const { plan, checks } = planOf(
    cityOf({ systems: many(5), dependencies: [hard('s000', 's001'), hard('s001', 's002'), hard('s002', 's003'), hard('s003', 's004')] }),
    intentOf({ programme: { teams } }),
  )

  expect(plan.groups.map(({ systems }) => systems).toSorted()).toEqual([['s000'], ['s001', 's002'], ['s003', 's004']])
  expect(dateOf(plan, 's004')! <= dateOf(plan, 's002')!).toBe(true)
  expect(checks).toEqual([])
})

test('a merge ends before its survivor moves', () => {
  const inventory = cityOf({
    systems: many(4),
    similarityGroups: [{ id: 'g', source: 'audit', name: '组', kind: 'similar', members: ['s000', 's001'], survivor: 's001' }],
  })
  const { plan, checks } = planOf(inventory)
  const merge = plan.activities.find(({ kind }) => kind === 'merge')!

  expect(merge).toMatchObject({ system: 's000' })
  expect(merge.end < dateOf(plan, 's001')!).toBe(true)
  expect(checks).toEqual([])
})

test('work on a merge begins after the decision which system survives', () => {
  const inventory = cityOf({
    systems: many(4),
    similarityGroups: [{
      id: 'g', source: 'audit', name: '组', kind: 'similar', members: ['s000', 's001'], survivor: 's001', decidedOn: '2018-04-27', mergeBy: '2018-06-30',
    }],
  })
  const { plan, checks } = planOf(inventory)
  const merge = plan.activities.find(({ kind }) => kind === 'merge')!

  expect(checks).toEqual([])
  expect(merge.start > '2018-04-27').toBe(true)
  expect(merge.reasons.map(({ code }) => code)).toContain('after_decision')
})

test('a new system takes others in after it runs, and goes live no earlier than recorded', () => {
  const systems = [systemOf('fresh', { stage: 'building', goLiveDate: '2018-09-15' }), ...many(3)]
  const { plan, checks } = planOf(cityOf({
    systems,
    similarityGroups: [{ id: 'g', source: 'audit', name: '组', kind: 'shadow', members: ['fresh', 's000'], survivor: 'fresh' }],
  }))

  expect(dateOf(plan, 'fresh')).toBe('2018-09-15')
  expect(reasonsOf(plan, 'fresh')?.at(-1)).toBe('goes_live')
  expect(dateOf(plan, 's000', 'merge')! > '2018-09-15').toBe(true)
  expect(checks).toEqual([])
})

test('a zombie is retired and has no wave', () => {
  const { plan } = planOf(cityOf({
    systems: many(3),
    zombieAssessments: [{ id: 'z', source: 'audit', system: 's000', z1: 'yes', z2: 'no', z3: 'no', z4: 'no', z5: 'no', confirmed: true }],
  }))

  expect(plan.activities.filter(({ system }) => system === 's000').map(({ kind }) => kind)).toEqual(['retire'])
  expect(plan.groups.flatMap(({ systems }) => systems)).not.toContain('s000')
})

test('no cutover lies in a freeze, and the freeze is named as the reason', () => {
  const alone = cityOf({ systems: many(1) })
  const night = dateOf(planOf(alone).plan, 's000')!
  const rules = [{ name: '全国两会', kind: 'freeze' as const, level: 'forbidden' as const, from: night, to: addDays(night, 20), source: 'document' as const }]
  const frozen = planOf(alone, intentOf({ calendar: { rules } }))

  expect(dateOf(frozen.plan, 's000')! > addDays(night, 20)).toBe(true)
  expect(reasonsOf(frozen.plan, 's000')?.[0]).toBe('freeze')
})

test('teams take no more systems at once than they can, and being busy is named as the reason', () => {
  const teams = [{ id: 't', name: '队', parallel: 1, source: 'assumed' as const }]
  const { plan, checks } = planOf(cityOf({ systems: many(4) }), intentOf({ programme: { teams } }))

  expect(new Set(many(4).map(({ id }) => dateOf(plan, id))).size).toBe(4)
  expect(plan.activities.filter(({ kind }) => kind === 'cutover').flatMap(({ reasons }) => reasons.map(({ code }) => code))).toContain('teams_busy')
  expect(plan.resources.find(({ resource }) => resource === 'team:t')).toMatchObject({ peak: 1, capacity: 1 })
  expect(checks).toEqual([])
})

test('a copy takes as long as its data over half of the uplink', () => {
  const { plan } = planOf(cityOf({ systems: [roomSystem('big', 5_000)] }))
  const copy = plan.activities.find(({ kind }) => kind === 'copy')!

  // 5,000 GB over 50 Mbit/s, which carry 540 GB a day, of which 1 GB a day is change: 9.3 days.
  expect(daysBetween(copy.start, copy.end) + 1).toBe(10)
  expect(copy.uplink!.mbps).toBeLessThanOrEqual(50)
})

test('an uplink that nobody recorded is assumed, said in the plan, and warned about', () => {
  const { plan, diagnostics } = planOf(cityOf({ systems: many(1) }), intentOf({ programme: { uplinks: [] } }))

  expect(diagnostics).toMatchObject([{ code: 'PLAN_UPLINK_ASSUMED', severity: 'warning', params: { facility: 'room-a', mbps: 100 } }])
  expect(plan.activities.find(({ kind }) => kind === 'copy')!.reasons.map(({ code }) => code)).toContain('uplink_assumed')
})

test('no work for a cloud begins before its evaluation and its security review', () => {
  const clouds = [cloudOf({ evaluation: { due: '2018-05-31', result: 'not_run' } })]
  const { plan, checks } = planOf(cityOf({ systems: many(2), clouds }))

  expect(plan.waves[0]!.start > '2018-05-31').toBe(true)
  expect(reasonsOf(plan, 's000')?.at(-1)).toBe('after_cloud_gate')
  expect(checks).toEqual([])
})

test('pins hold: a wave, and a date before which nothing happens', () => {
  const pins = [{ system: 's003', wave: 1, reason: '自愿' }, { system: 's000', notBefore: '2018-10-01', reason: '招生' }]
  const { plan, checks } = planOf(cityOf({ systems: many(5) }), intentOf({ programme: { pins } }))

  expect(plan.waves[0]!.systems).toContain('s003')
  expect(dateOf(plan, 's000')! >= '2018-10-01').toBe(true)
  expect(checks).toEqual([])
})

test('two pins to different waves part what a hard dependency would join', () => {
  const pins = [{ system: 's000', wave: 1, reason: '试点' }, { system: 's001', wave: 2, reason: '批量' }]
  const { plan, diagnostics } = planOf(cityOf({ systems: many(3), dependencies: [hard('s001', 's000')] }), intentOf({ programme: { pins } }))

  expect(plan.groups.filter(({ systems }) => systems.includes('s000') || systems.includes('s001')).map(({ wave }) => wave)).toEqual([1, 2])
  expect(diagnostics).toEqual([])
})

test('a pin that puts a system before what it needs is reported', () => {
  const pins = [{ system: 's000', wave: 1, reason: '试点' }, { system: 's001', wave: 2, reason: '批量' }]

  expect(planOf(cityOf({ systems: many(3), dependencies: [hard('s000', 's001')] }), intentOf({ programme: { pins } })).diagnostics)
    .toMatchObject([{ code: 'PLAN_PINS_DISAGREE', params: { system: 's000', needs: 's001' } }])
})

test('waves take no more systems than they may; who finds none is unplanned and reported', () => {
  const waves = [{ no: 1, kind: 'pilot' as const, maxSystems: 1 }, { no: 2, kind: 'bulk' as const, maxSystems: 2 }]
  const { plan, diagnostics } = planOf(cityOf({ systems: many(5) }), intentOf({ programme: { waves } }))

  expect(plan.waves.map(({ systems }) => systems.length)).toEqual([1, 2])
  expect(plan.unplanned.map(({ reasons }) => reasons[0]!.code)).toEqual(['waves_full', 'waves_full'])
  expect(diagnostics.map(({ code }) => code)).toEqual(['PLAN_WAVES_FULL', 'PLAN_WAVES_FULL', 'PLAN_ROOM_STAYS'])
})

test.each<[string, Partial<InventoryBody>, string]>([
  ['a zone without room', { clouds: [cloudOf({ zones: [{ ...cloudOf().zones![1]!, capacity: { vcpu: 1, memGb: 1, storageGb: 1 } }] })] }, 'PLAN_ZONE_FULL'],
  [
    'data that changes faster than the uplink',
    { systems: [roomSystem(
      's000',
      10,
      { deployments: [deploymentOf(
        'now',
        'current',
        { facility: 'room-a', db: [{ id: 'd', product: 'postgresql', version: '15', sizeGb: 10, changeGbPerDay: 2_000 }] },
      )] },
    )] },
    'PLAN_NEVER_CATCHES_UP',
  ],
  ['data that takes years', { systems: [roomSystem('s000', 2_000_000)] }, 'PLAN_COPY_TOO_LONG'],
])('%s leaves a system without a date and says why', (_case, body, code) => {
  const { plan, diagnostics } = planOf(cityOf({ systems: many(1), ...body }))

  expect(plan.unplanned.map(({ system }) => system)).toEqual(['s000'])
  expect(diagnostics.map((each) => each.code)).toContain(code)
})

test('systems that fit a zone one by one but not together are planned until it is full', () => {
  const [publicZone, adminZone] = cloudOf().zones!
  const clouds = [cloudOf({ zones: [publicZone!, { ...adminZone!, capacity: { vcpu: 10, memGb: 1_600, storageGb: 40_000 } }] })]
  const { plan, diagnostics } = planOf(cityOf({ systems: many(3), clouds }))

  expect(plan.groups.flatMap(({ systems }) => systems)).toHaveLength(2)
  expect(diagnostics.map(({ code }) => code)).toContain('PLAN_ZONE_FULL')
})

test('what fits no night before the horizon is reported with the constraint that stands against it', () => {
  const teams = [{ id: 't', name: '队', parallel: 1, source: 'assumed' as const }]
  const { diagnostics } = planOf(cityOf({ systems: many(6) }), intentOf({ programme: { teams } }), { horizonDays: 60 })

  expect(diagnostics.filter(({ code }) => code === 'PLAN_NO_DATE').length).toBeGreaterThan(0)
  expect(diagnostics.find(({ code }) => code === 'PLAN_NO_DATE')!.params).toMatchObject({ horizon: '2018-04-30' })
})

test('a calendar without a single open night gives no plan', () => {
  const rules = [{ name: '封网', kind: 'freeze' as const, level: 'forbidden' as const, from: '2018-01-01', to: '2025-01-01', source: 'assumed' as const }]

  expect(planOf(cityOf({ systems: many(1) }), intentOf({ calendar: { rules } })).diagnostics.map(({ code }) => code)).toEqual(['PLAN_NO_WINDOW'])
})

test('nothing is left out: every decided system has dates or a reason', () => {
  const systems = [
    ...many(4),
    systemOf('nation', { provincialOrNational: 'national' }),
    systemOf('put-off', { disposition: 'defer' }),
    systemOf('open', { stage: 'suspended' }),
    systemOf('stays', { disposition: 'keep' }),
    systemOf('lost', { disposition: 'merge' }),
    systemOf('gone', { stage: 'retired' }),
  ]
  const { plan, checks } = planOf(cityOf({ systems }))

  expect(Object.fromEntries(plan.unplanned.map(({ system, reasons }) => [system, reasons[0]!.code]))).toEqual({
    gone: 'off_already', lost: 'no_survivor', nation: 'follows_nation', open: 'undecided', 'put-off': 'deferred', stays: 'kept',
  })
  expect(checks).toEqual([])
})

test('a system that is retired while another needs it is warned about', () => {
  const zombieAssessments: InventoryBody['zombieAssessments'] = [{
    id: 'z',
    source: 'audit',
    system: 's000',
    z1: 'yes',
    z2: 'no',
    z3: 'no',
    z4: 'no',
    z5: 'no',
    confirmed: true,
  }]

  expect(planOf(cityOf({ systems: many(3), zombieAssessments, dependencies: [hard('s001', 's000')] })).diagnostics)
    .toMatchObject([{ code: 'PLAN_RETIRED_IS_NEEDED', severity: 'warning', params: { from: 's001', to: 's000' } }])
})

test('needs in a circle that is too large for one night are cut and warned about', () => {
  const teams = [{ id: 't', name: '队', parallel: 2, source: 'assumed' as const }]
  const { plan, diagnostics, checks } = planOf(
    cityOf({ systems: many(3), dependencies: [hard('s000', 's001'), hard('s001', 's002'), hard('s002', 's000')] }),
    intentOf({ programme: { teams } }),
  )

  expect(plan.groups).toHaveLength(2)
  expect(diagnostics.map(({ code }) => code)).toContain('PLAN_NEEDS_IN_CIRCLE')
  expect(checks).toEqual([])
})

test('classified systems are nowhere in a plan', () => {
  expect(JSON.stringify(planOf(cityOf({ systems: [...many(2), systemOf('hidden', { classified: 'top' })] })).plan)).not.toContain('hidden')
})

test('equipment that cannot go to the cloud moves in one night after its preparation', () => {
  const { plan, checks } = planOf(cityOf({ systems: [...many(2), roomSystem('dongle', 50, { cloudFit: { fit: false, reason: '加密狗' } })] }))

  expect(plan.activities.filter(({ system }) => system === 'dongle').map(({ kind }) => kind)).toEqual(['prepare', 'colocate'])
  expect(checks).toEqual([])
})

test('three hundred systems are planned and pass the checker', () => {
  const dependencies = Array.from({ length: 60 }, (_, index) => hard(`s${String(index * 3).padStart(3, '0')}`, `s${String(index * 3 + 1).padStart(3, '0')}`))
  const [cloud] = [cloudOf({ zones: cloudOf().zones!.map((zone) => ({ ...zone, capacity: { vcpu: 9_000, memGb: 9_000, storageGb: 900_000 } })) })]
  const teams = [1, 2, 3, 4].map((no) => ({ id: `t${no}`, name: '队', parallel: 6, source: 'assumed' as const }))
  const { plan, checks } = planOf(cityOf({ systems: many(300), dependencies, clouds: [cloud] }), intentOf({ programme: { teams } }), { iterations: 5 })

  expect(plan.unplanned).toEqual([])
  expect(checks).toEqual([])
})
