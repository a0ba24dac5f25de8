import { expect, test } from 'vitest'
import { makeArtifact } from '../../model/artifact.js'
import { addDays } from '../../model/calendar-date.js'
import { cityOf, cloudOf, deploymentOf, intentOf, roomSystem } from '../../../tests/support/place.js'
import { assess } from '../assessment/assess.js'
import type { Dependency } from '../inventory/schema/inventory.js'
import { checkPlan } from './checker.js'
import { makePlan } from './make-plan.js'
import type { Activity, ActivityKind, Plan, PlanBody } from './plan.js'

const need: Dependency = { from: 'd', to: 'e', kind: 'tables', criticality: 'hard', source: 'self_report' }
const tenant = deploymentOf(
  'c-now',
  'current',
  {
    facility: 'room-a',
    platform: 'old',
    db: [{ id: 'c-db', product: 'postgresql', version: '15', sizeGb: 40 }],
    nodes: [{ role: 'app', cpuArch: 'x86_64', vcpu: 4, memGb: 8, count: 1 }],
  },
)
const inventory = cityOf({
  systems: ['a', 'b', 'd', 'e', 'f', 'g', 'h', 'twin'].map((id) => roomSystem(id, 200))
    .concat([roomSystem('c', 40, { deployments: [tenant] }), roomSystem('nation', 1, { provincialOrNational: 'national' })]),
  dependencies: [need],
  platforms: [{ id: 'old', source: 'document', name: '原平台', kind: 'other', status: 'running', endDate: '2018-06-30' }],
  similarityGroups: [{ id: 'pair', source: 'audit', name: '相近组', kind: 'similar', members: ['f', 'twin'], survivor: 'f', decidedOn: '2018-03-09' }],
})
const intent = intentOf({
  programme: {
    waves: [{ no: 1, kind: 'pilot', maxSystems: 2 }, { no: 2, kind: 'bulk', maxSystems: 6, start: '2018-04-02' }],
    pins: [{ system: 'g', notBefore: '2018-06-01', reason: '防汛' }],
  },
  calendar: { rules: [{ name: '五一', kind: 'holiday', level: 'forbidden', from: '2018-04-29', to: '2018-05-01', source: 'document' }] },
})
const assessment = assess(inventory, intent)
const plan = makePlan(inventory, intent, assessment, { seed: 1, iterations: 20 }).plan!

function errorsOf(candidate: Plan, given = intent, facts = inventory): string[] {
  return [...new Set(checkPlan(candidate, facts, given, assessment).filter(({ severity }) => severity === 'error').map(({ code }) => code))]
}

/** The plan with one thing changed and a fresh hash, as a faulty search would have made it. */
function broken(change: (body: PlanBody) => void): Plan {
  const { kind, schema, place, inputs, hash, ...body } = structuredClone(plan) as PlanBody & Plan
  change(body)
  return makeArtifact('plan', 'testing', plan.inputs, body)
}

function find(body: PlanBody, system: string, kind: ActivityKind): Activity {
  return body.activities.find((activity) => activity.system === system && activity.kind === kind)!
}

/** Moves the whole chain of a system by some days; whole weeks keep weekdays. */
function shift(body: PlanBody, system: string, days: number): void {
  for (const activity of body.activities.filter((each) => each.system === system)) {
    activity.start = addDays(activity.start, days)
    activity.end = addDays(activity.end, days)
  }
}

const nightOf = (body: PlanBody, system: string) => find(body, system, 'cutover').start

/** Puts the whole chain of a system onto the night of another. */
function moveOnto(body: PlanBody, system: string, night: string): void {
  for (let guard = 0; nightOf(body, system) !== night && guard < 2_000; guard++) shift(body, system, nightOf(body, system) < night ? 1 : -1)
}

const pilots = plan.waves[0]!.systems
const bulk = plan.waves[1]!.systems

test('the plan that is broken below is sound', () => {
  expect(plan.unplanned.map(({ system }) => system)).toEqual(['nation'])
  expect(errorsOf(plan)).toEqual([])
})

test('a plan whose bytes were changed is refused', () => {
  expect(errorsOf({ ...plan, seed: 2 })).toEqual(['PLAN_CHECK_HASH'])
})

test('a plan that was made from another inventory is refused', () => {
  expect(errorsOf(plan, intent, cityOf({ ...structuredClone(inventory) as object, platforms: [] }))).toContain('PLAN_CHECK_HASH')
})

test.each<[string, (body: PlanBody) => void, string]>([
  ['a system left out', (body) => { body.unplanned = [] }, 'PLAN_CHECK_COVERAGE'],
  ['a system planned twice', (body) => { body.unplanned.push({ system: 'a', reasons: [] }) }, 'PLAN_CHECK_COVERAGE'],
  ['a system that nobody decided on', (body) => { body.unplanned.push({ system: 'stranger', reasons: [] }) }, 'PLAN_CHECK_COVERAGE'],
  ['a rehearsal after its cutover', (body) => { find(body, 'a', 'rehearse').end = addDays(nightOf(body, 'a'), 1) }, 'PLAN_CHECK_SEQUENCE'],
  ['a cutover without rehearsal', (body) => { body.activities = body.activities.filter(({ id }) => id !== 'a:rehearse') }, 'PLAN_CHECK_SEQUENCE'],
  ['a trial that is a day short', (body) => { find(body, 'a', 'trial').start = addDays(find(body, 'a', 'trial').start, 1) }, 'PLAN_CHECK_TRIAL'],
  ['a copy that cannot carry its data', (body) => { find(body, 'a', 'copy').uplink!.mbps /= 2 }, 'PLAN_CHECK_COPY'],
  ['data that nobody copies', (body) => { body.activities = body.activities.filter(({ id }) => id !== 'a:copy') }, 'PLAN_CHECK_COPY'],
  ['a cutover on a weekday without window', (body) => { shift(body, 'a', 3) }, 'PLAN_CHECK_WINDOW'],
  ['a window that the calendar does not have', (body) => { find(body, 'a', 'cutover').window!.minutes = 999 }, 'PLAN_CHECK_WINDOW'],
  ['a cutover on the eve of a holiday, its window past midnight', (body) => { moveOnto(body, 'h', '2018-04-28') }, 'PLAN_CHECK_FREEZE'],
  ['one team for all', (body) => { for (const activity of body.activities) if (activity.team !== null) activity.team = 'team-b' }, 'PLAN_CHECK_TEAM'],
  [
    'more cutovers in a night than teams',
    (body) => { for (const system of bulk.slice(0, 5)) moveOnto(body, system, nightOf(body, bulk.at(-1)!)) },
    'PLAN_CHECK_NIGHT',
  ],
  ['copies wider than the uplink', (body) => { find(body, 'a', 'copy').uplink!.mbps = 101 }, 'PLAN_CHECK_UPLINK'],
  ['a group parted', (body) => { shift(body, 'd', 7) }, 'PLAN_CHECK_TOGETHER'],
  ['a system before the one it needs', (body) => { shift(body, 'e', 7) }, 'PLAN_CHECK_ORDER'],
  ['a merge before it is decided', (body) => { shift(body, 'twin', -7) }, 'PLAN_CHECK_ORDER'],
  ['a merge after its survivor has moved', (body) => { shift(body, 'twin', 365) }, 'PLAN_CHECK_ORDER'],
  ['bulk work while the pilot is on trial', (body) => { moveOnto(body, bulk[0]!, nightOf(body, pilots[0]!)) }, 'PLAN_CHECK_PILOT'],
  ['work before the cloud is reviewed', (body) => { shift(body, pilots[0]!, -70) }, 'PLAN_CHECK_CLOUD_GATE'],
  ['a wave larger than allowed', (body) => { for (const group of body.groups) group.wave = 1 }, 'PLAN_CHECK_WAVE'],
  ['a wave that lists other systems', (body) => { body.waves[0]!.systems = [] }, 'PLAN_CHECK_WAVE'],
  ['a pinned system too early', (body) => { shift(body, 'g', -7 * 52) }, 'PLAN_CHECK_WAVE'],
  [
    'a room closed while a system is in it',
    (body) => { body.closings.push({ collection: 'facilities', id: 'room-a', date: '2018-03-02', after: [] }) },
    'PLAN_CHECK_CLOSING',
  ],
  ['a platform ended before its tenant has left', (body) => { body.closings.find(({ id }) => id === 'old')!.date = '2018-03-02' }, 'PLAN_CHECK_CLOSING'],
])('%s is seen', (_case, change, code) => {
  expect(errorsOf(broken(change))).toContain(code)
})

test('a zone that the plan overfills is seen', () => {
  const [publicZone, adminZone] = cloudOf().zones!
  const small = cityOf({
    ...structuredClone(inventory) as object,
    clouds: [cloudOf({ zones: [publicZone!, { ...adminZone!, capacity: { vcpu: 8, memGb: 1_600, storageGb: 40_000 } }] })],
  })

  expect(errorsOf(plan, intent, small)).toContain('PLAN_CHECK_ZONE')
})

test('a date after its deadline is a warning, never silence', () => {
  const late = checkPlan(broken((body) => { shift(body, 'a', 365) }), inventory, intent, assessment)

  expect(late.filter(({ code }) => code === 'PLAN_LATE')).toMatchObject([{ severity: 'warning', params: { system: 'a', deadline: '2018-12-31' } }])
})

test('a room of a department is late after its deadline, a county room has none', () => {
  const given = intentOf({ programme: { dates: { roomsClosedBy: '2018-10-31' } } })
  const county = { id: 'county', source: 'document', name: '县机房', kind: 'county_room', status: 'closing' } as const
  const facts = { ...inventory, facilities: [...inventory.facilities, county] }
  const closings = ['room-a', 'county'].map((id) => ({ collection: 'facilities' as const, id, date: '2018-12-20', after: [] }))

  const late = checkPlan(broken((body) => { body.closings = closings }), facts, given, assessment).filter(({ code }) => code === 'PLAN_LATE')
  expect(late.map(({ params }) => params['system'])).toEqual(['room-a'])
})
