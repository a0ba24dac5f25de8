import { expect, it } from 'vitest'
import { CLASSIFIED_ID, reportInput, reportRun } from '../../../tests/support/report-fixture.js'
import { canonicalJson } from '../../model/canonical.js'
import { figuresIn } from './facts/figure.js'
import { figuresWithoutEvidence, makeFacts } from './facts.js'

const facts = makeFacts(reportInput())
const row = (id: string, from = facts) => from.systems.find((one) => one.id === id)!
const valuesOf = (group: object) => Object.fromEntries(figuresIn(group).map(([name, { value }]) => [name, value]))

it('counts what a manager asks for', () => {
  expect(valuesOf(facts.totals)).toEqual({
    systems: 6, toMigrate: 5, migrated: 1, migrationRate: 20, onNewSide: 3, verified: 3, toRetire: 1, retired: 1, classified: 2, unplanned: 0,
    roomsToClose: 3, roomsEmptied: 1, roomsClosed: 1, writesAcknowledged: 32_960, writesLost: 0, longestOutageMs: 171, copiedRows: 1_065_400,
    copiedBytes: 160_059_264,
    drillsPassed: 3, drillsNeeded: 4,
  })
})

it('gives every figure evidence that the appendix has', () => {
  expect(figuresIn(facts).length).toBeGreaterThan(100)
  expect(figuresWithoutEvidence(facts)).toEqual([])
})

it('finds a figure whose evidence the appendix does not have', () => {
  const torn = { ...facts, appendix: facts.appendix.filter(({ id }) => id !== 'insurance-measurement-1') }

  expect(figuresWithoutEvidence(torn)).toContain('totals.longestOutageMs')
})

it('lets the newest attempt count and keeps the earlier one as history', () => {
  expect(row('permits')).toMatchObject({
    attempt: 2, state: 'dr_ready', migrated: false, copiedRows: { value: 60_000, evidence: ['permits-copy-1'] }, outageMs: { value: 139 },
    verdict: { result: 'pass', signed: false },
  })
  expect(row('permits').history.map(({ attempt, records }) => [attempt, records.value])).toEqual([[1, 7]])
})

it('lists the way back with what users saw of it', () => {
  expect(facts.rollbacks).toMatchObject([{
    system: 'permits', attempt: 1, outageMs: { value: 64, evidence: ['permits-measurement-1'] }, lost: { value: 0 }, proof: 'pass', proofEvidence: 'permits-proof-2',
  }])
})

it('leaves a number that nobody measured empty instead of zero', () => {
  expect(row('readings')).toMatchObject({ outageMs: { value: null }, lost: { value: null }, copiedRows: { value: null }, verdict: { result: 'not_run' } })
})

it('takes the time from fence to opening where users did not measure, and says so', () => {
  const seen = reportRun()
  const evidence = seen.evidence.filter(({ kind }) => kind !== 'measurement')
  const unmeasured = makeFacts({ ...reportInput(), evidence })

  expect(row('insurance', unmeasured)).toMatchObject({ outageMs: { value: 158 }, outageSeenBy: 'orchestrator', acknowledged: { value: null } })
  expect(unmeasured.totals.writesLost.value).toBeNull()
})

it('tells progress of each wave', () => {
  const progress = facts.waves.map(({ no, systems, onNewSide, migrated, blocked }) => [no, systems.value, onNewSide.value, migrated.value, blocked.value])

  expect(progress).toEqual([[1, 1, 1, 1, 0], [2, 4, 2, 0, 1]])
})

it('names everything that waits for a person, gravest first', () => {
  expect(facts.decisions.map((one) => `${one.kind} ${'name' in one ? one.name : 'target' in one ? one.target : ''}`)).toEqual([
    'blocked 环境监测采集系统', 'findings_open ', 'waiting 电子档案系统', 'waiting 行政审批系统', 'target_late T-DZ-01',
  ])
})

it('says that the inventory is no longer the approved one, and that the chain is broken', () => {
  const input = reportInput()
  const [first, ...rest] = input.evidence
  const changed = makeFacts({ ...reportInput({ permits: '改名' }), run: input.run, evidence: [{ ...first!, body: {} }, ...rest] })

  expect(changed._meta).toMatchObject({ inventoryChanged: true, chainIntact: false })
  expect(changed.decisions.slice(0, 2).map(({ kind }) => kind)).toEqual(['chain_broken', 'inventory_changed'])
})

it('names a committed system whose verdict nobody signed', () => {
  const input = reportInput()
  const verdicts = input.verdicts.map((one) => (one.system === 'notices' ? { ...one, migrated: false } : one))

  expect(makeFacts({ ...input, verdicts })).toMatchObject({ unsigned: ['notices'], totals: { migrated: { value: 0 } } })
})

it('counts classified systems and names none of them', () => {
  expect(canonicalJson(facts)).not.toContain(CLASSIFIED_ID)
})

it('never names a system that turned out to be classified', () => {
  const input = reportInput()
  const systems = input.inventory.systems.map((one) => (one.id === 'archives' ? { ...one, classified: 'secret' as const } : one))
  const text = canonicalJson(makeFacts({ ...input, inventory: { ...input.inventory, systems } }))

  expect(text).not.toContain('电子档案系统')
  expect(text).not.toContain('archives')
})

it('states run, hashes, versions and the day of the data in China', () => {
  expect(facts._meta).toMatchObject({ run: 'testing-0001', toolVersion: '0.1.0', dataDate: '2026-04-11', generatedAt: '2026-04-11T16:00:00.000Z' })
  expect(facts._meta).toMatchObject({ chainIntact: true, inventoryChanged: false })
  expect(facts._meta.planHash).toMatch(/^sha256:/)
})

it('gives the same bytes for the same input', () => {
  expect(canonicalJson(makeFacts(reportInput()))).toBe(canonicalJson(facts))
})

it('takes the rate over what goes to the cloud of the city, not over what the province takes', () => {
  const input = reportInput()
  const decisions = input.assessment.decisions.map((one) => (one.system === 'notices' ? { ...one, disposition: 'migrate_province' as const } : one))
  const { totals, waves } = makeFacts({ ...input, assessment: { ...input.assessment, decisions } })

  expect([totals.toMigrate.value, totals.migrated.value, totals.migrationRate.value]).toEqual([4, 0, 0])
  expect(waves[0]?.migrated.value).toBe(1)
})
