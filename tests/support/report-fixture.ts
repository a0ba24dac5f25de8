import { verdictsOf } from '../../src/app/report/verdicts.js'
import { assess } from '../../src/flow/assessment/assess.js'
import { rules } from '../../src/flow/assessment/rules/registry.js'
import type { Activity, Plan, PlanBody } from '../../src/flow/plan/plan.js'
import type { FactsInput } from '../../src/flow/report/facts.js'
import { makeArtifact } from '../../src/model/artifact.js'
import { contentHash } from '../../src/model/canonical.js'
import type { Json, JsonObject } from '../../src/model/json.js'
import { cityOf, cloudOf, intentOf, roomSystem } from './place.js'
import { cross, drill, RUN, SeenRun, switched, proof } from './seen-run.js'

export const CLASSIFIED_ID = 'counted-secret-placeholder'

const rooms = [
  { id: 'room-a', source: 'document', name: '市政务服务局机房', kind: 'department_room', owner: 'bureau', status: 'running' },
  { id: 'room-b', source: 'document', name: '市人社局机房', kind: 'department_room', owner: 'bureau', status: 'running' },
  { id: 'room-c', source: 'document', name: '市档案局机房', kind: 'department_room', owner: 'bureau', status: 'closed' },
  { id: 'centre', source: 'document', name: '市政务数据中心', kind: 'government_dc', status: 'running', racks: 40, racksUsed: 10, powerKw: 200, powerUsedKw: 50 },
  { id: 'dr', source: 'document', name: '同城灾备中心', kind: 'dr_centre', status: 'running' },
] as const

const NAMES = { notices: '公告发布系统', permits: '行政审批系统', archives: '电子档案系统', readings: '环境监测采集系统', insurance: '社会保险业务系统', 'old-office': '旧办公系统' } as const
type Id = keyof typeof NAMES

/** Six systems, two rooms to close and one closed, one body with two classified systems. */
export function reportInventory(names: Partial<Record<Id, string>> = {}) {
  const named = { ...NAMES, ...names }
  const system = (id: Id, sizeGb: number, room: string, more = {}) => roomSystem(id, sizeGb, { name: named[id], ...more }, room)
  return cityOf({
    facilities: [...rooms],
    clouds: [cloudOf({ drFacility: 'centre' })],
    systems: [
      system('notices', 1, 'room-a'), system('permits', 20, 'room-a', { importance: 'important' }), system('archives', 8, 'room-b'),
      system('readings', 30, 'room-b'), system('insurance', 120, 'room-b', { importance: 'core' }),
      system('old-office', 2, 'room-a', { disposition: 'retire' }),
    ],
    classifiedPlaceholders: [{ id: CLASSIFIED_ID, owner: 'bureau', count: 2, source: 'self_report' }],
    drPolicies: [{
      id: 'hot', source: 'document', name: '热备', tier: 5, rtoMinutes: 30, rpoMinutes: 5, mode: 'hot', site: 'same_city',
      systems: ['notices', 'permits', 'archives', 'insurance'],
    }],
  })
}

export const reportIntent = intentOf({
  programme: {
    name: '测试市政务信息系统整合迁移', document: { title: '测试市政务信息系统整合共享实施方案', issued: '2026-02-01' },
    dates: { start: '2026-03-02', cloudMigrationBy: '2026-06-30' },
    targets: [
      target('T-DZ-10', '适合上云的系统应上尽上', '2026-06-30', '2026年6月底前', 'cloud_migration_rate'),
      target('T-DZ-01', '关停部门机房，设备托管到市数据中心', '2026-05-31', '2026年5月底前', 'rooms_closed'),
      target('T-DZ-11', '建成市县两级目录', null, '另行通知', 'catalogue'),
    ],
  },
})

function target(id: string, text: string, deadline: string | null, deadlineText: string, metric: string) {
  return { id, kind: 'target' as const, text, deadline, deadlineText, lead: ['市电政办'], responsible: ['市直有关部门'], measure: { text, metric } }
}

function span(system: string, kind: Activity['kind'], start: string, end: string): Activity {
  const window = kind === 'cutover' ? { start: '22:00', minutes: 240 } : null
  return { id: `${system}/${kind}`, system, kind, start, end, team: 'team-a', window, uplink: null, after: [], reasons: [] }
}

function move(system: string, [prepare, copy, cutover, trial, commit]: readonly [string, string, string, string, string]): Activity[] {
  return [
    span(system, 'prepare', prepare, copy), span(system, 'copy', copy, cutover), span(system, 'cutover', cutover, cutover),
    span(system, 'trial', cutover, trial), span(system, 'commit', commit, commit),
  ]
}

function planBody(): PlanBody {
  const pilot = ['2026-03-30', '2026-04-02', '2026-04-11', '2026-04-18', '2026-04-20'] as const
  const bulk = ['2026-04-20', '2026-04-27', '2026-05-14', '2026-05-24', '2026-05-25'] as const
  return {
    seed: 1, iterations: 100, groups: [],
    waves: [
      { no: 1, kind: 'pilot', start: '2026-03-30', end: '2026-04-20', systems: ['notices'], prerequisites: [] },
      { no: 2, kind: 'bulk', start: '2026-04-20', end: '2026-05-25', systems: ['insurance', 'permits', 'readings', 'archives'], prerequisites: ['wave-1'] },
    ],
    activities: [
      ...move('notices', pilot), ...['insurance', 'permits', 'readings', 'archives'].flatMap((id) => move(id, bulk)),
      span('old-office', 'retire', '2026-03-16', '2026-03-20'),
    ],
    resources: [],
    closings: [
      { collection: 'facilities', id: 'room-a', date: '2026-05-31', after: [] },
      { collection: 'facilities', id: 'room-b', date: '2026-06-15', after: [] },
    ],
    forecast: [
      { target: 'T-DZ-10', deadline: '2026-06-30', forecast: '2026-05-14', light: 'green' },
      { target: 'T-DZ-01', deadline: '2026-05-31', forecast: '2026-06-15', light: 'red' },
      { target: 'T-DZ-11', deadline: null, forecast: null, light: 'grey' },
    ],
    unplanned: [], basis: {},
  }
}

/** The run in the middle of its second wave: one system closed, one moved again after a way back, one in trial, one waiting, one blocked, one retired. */
export function reportRun(): SeenRun {
  const run = new SeenRun()
  run.see('old-office', 'archive', { path: '/archive/old-office.dump', bytes: 2_400_000, sha256: 'ab'.repeat(32), tables: 1 })
  run.stand('old-office', 'retired')
  cross(run, 'notices', { rows: 5_000, bytes: 1_200_000, outage: 96 })
  run.see('notices', 'drill', drill(640, 0))
  for (const by of ['吴运维', '郑主管']) run.sign('notices', 'commit', by)
  run.sign('notices', 'close', '郑主管')
  run.stand('notices', 'closed')
  cross(run, 'permits', { rows: 60_000, bytes: 14_680_064, outage: 131 })
  run.see('permits', 'switch', switched(run.at(), 58, 'target'))
  run.see('permits', 'proof', proof())
  cross(run, 'permits', { rows: 0, bytes: 0, outage: 127, attempt: 2 })
  run.see('permits', 'drill', drill(710, 0), 2)
  run.see('insurance', 'preflight', { findings: [] })
  cross(run, 'insurance', { rows: 1_000_000, bytes: 131_072_000, outage: 158 })
  run.see('insurance', 'drill', drill(1_240, 12))
  run.see('archives', 'copy', { tables: 1, rows: 400, bytes: 13_107_200, largeObjects: 400, milliseconds: 900, consistentPoint: '0/3' })
  run.stand('permits', 'dr_ready', { attempt: 2, waiting: { reason: 'approval', owner: '0/2', since: run.at(), nextStep: 'commit' } })
  run.stand('insurance', 'dr_ready')
  run.stand('archives', 'rehearsed', { waiting: { reason: 'approval', owner: '0/1', since: run.at(), nextStep: 'cutover' } })
  run.stand('readings', 'blocked', { detail: { phase: 'copy', step: 'copy', cause: 'the source does not answer: connect ECONNREFUSED 10.8.0.4:5432' } })
  for (const [system, attempt, acknowledged, outageMs] of [['notices', 1, 4_120, 104], ['insurance', 1, 16_480, 171], ['permits', 2, 12_360, 139]] as const) {
    run.see(system, 'measurement', { outageMs, acknowledged, lost: 0, ...(system === 'permits' ? { rollback: { outageMs: 64, lost: 0 } } : {}) }, attempt)
  }
  return run
}

const ruleTitles = Object.fromEntries(rules.map(({ id, title }) => [id, title]))

/** Input of the facts; names may be changed to see how the page takes them. */
export function reportInput(names: Partial<Record<Id, string>> = {}, seen: SeenRun = reportRun()): FactsInput {
  const inventory = reportInventory(names)
  const plan: Plan = makeArtifact<'plan', PlanBody>('plan', 'testing', { inventory: inventory.hash }, planBody())
  const assessment = assess(inventory, reportIntent)
  return {
    run: {
      id: RUN, place: 'testing', createdAt: '2026-04-11T13:50:00.000Z', operator: '李操作', planHash: plan.hash, inventoryHash: inventory.hash,
      stacksHash: contentHash('stacks'), plan: asJson({ plan, pace: 'now' }),
    },
    pace: 'now', systems: seen.systems, evidence: seen.evidence, approvals: seen.approvals,
    verdicts: verdictsOf({ plan, inventory, assessment, systems: seen.systems, evidence: seen.evidence, approvals: seen.approvals }),
    findings: [
      ...assessment.findings, { rule: 'MIG-10', severity: 'error', subject: 'insurance', collection: 'systems', evidence: {} },
      { rule: 'SYS-22', severity: 'warn', subject: 'room-a', collection: 'facilities', evidence: {}, exemption: 'e-1' },
    ],
    plan, assessment, inventory, intent: reportIntent, ruleTitles, generatedAt: '2026-04-11T16:00:00.000Z', toolVersion: '0.1.0',
  }
}

function asJson(value: object): JsonObject {
  const json: Json = JSON.parse(JSON.stringify(value))
  return json as JsonObject
}
