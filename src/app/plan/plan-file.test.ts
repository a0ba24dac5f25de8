import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { DiagnosticError } from '../../diagnostics/diagnostic.js'
import { cityOf, intentOf, roomSystem, systemOf } from '../../../tests/support/place.js'
import { createPlan, seedProblems, writePlan } from './create.js'
import { readPlan, verifyPlan } from './verify.js'
import { explainPlanned } from './why.js'

const facts = { inventory: cityOf({ systems: [roomSystem('tax-portal', 10), roomSystem('b', 20)] }), intent: intentOf() }
const changed = { ...facts, inventory: cityOf({ systems: [roomSystem('tax-portal', 11), roomSystem('b', 20)] }) }
let folder: string

beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'qianyun-plan-')) })
afterEach(() => rmSync(folder, { recursive: true }))

async function written(): Promise<string> {
  const file = join(folder, 'plans/p.json')
  await writePlan(file, createPlan(facts).plan!)
  return file
}

test('a plan comes back from its file as it was, and two files of one plan are byte-identical', async () => {
  const file = await written()
  const first = readFileSync(file, 'utf8')

  expect((await readPlan(file, facts)).plan).toEqual(createPlan(facts).plan)
  expect(readFileSync(await written(), 'utf8')).toBe(first)
})

test('an edited plan is refused', async () => {
  const file = await written()
  writeFileSync(file, readFileSync(file, 'utf8').replace('"seed": 1', '"seed": 2'))

  expect(await readPlan(file)).toMatchObject({ diagnostics: [{ code: 'PLAN_FILE_EDITED' }] })
})

test('a stale plan is refused, and what has changed is named', async () => {
  const { plan, diagnostics } = await readPlan(await written(), changed)

  expect(plan).toBeUndefined()
  expect(diagnostics).toMatchObject([{ code: 'PLAN_STALE', params: { changed: 'systems/tax-portal' } }])
})

test.each([
  ['that is not there', undefined, 'PLAN_FILE_UNREADABLE'],
  ['that is not JSON', '{', 'PLAN_FILE_INVALID'],
  ['that is something else', '{"kind":"assessment"}', 'PLAN_FILE_INVALID'],
  ['that is null', 'null', 'PLAN_FILE_INVALID'],
])('a file %s is refused', async (_case, text, code) => {
  const file = join(folder, 'x.json')
  if (text !== undefined) writeFileSync(file, text)

  expect((await readPlan(file)).diagnostics.map((each) => each.code)).toEqual([code])
})

test('a file that cannot be written is a problem of the outside, with the path', async () => {
  writeFileSync(join(folder, 'plans'), '')

  await expect(written()).rejects.toThrow(DiagnosticError)
})

test('a fresh plan verifies; one for other facts does not', () => {
  const { plan } = createPlan(facts)

  expect(verifyPlan(plan!, facts)).toEqual([])
  expect(verifyPlan(plan!, changed).map(({ code }) => code)).toEqual(['PLAN_STALE'])
})

test('findings on dates close the gate, and are not said twice', () => {
  const late = createPlan({ ...facts, intent: intentOf({ programme: { dates: { cloudMigrationBy: '2018-03-05' } } }) })

  expect(late.findings.map(({ rule }) => rule)).toEqual(['CLD-03', 'CLD-03'])
  expect(late.diagnostics.map(({ code }) => code)).toEqual(['ASM_FINDINGS_OPEN'])
})

test('only whole numbers that the generator takes are seeds', () => {
  expect(seedProblems(7)).toEqual([])
  for (const seed of [Number.NaN, -1, 1.5, 2 ** 32]) expect(seedProblems(seed)).toMatchObject([{ code: 'PLAN_SEED_INVALID' }])
})

test('why asks for a likely name when the system is unknown', () => {
  expect(explainPlanned(facts, 'tax-porta')).toMatchObject({ diagnostics: [{ code: 'PLAN_SYSTEM_UNKNOWN', suggestion: 'tax-portal' }] })
  expect(explainPlanned(facts, 'b').explanation?.system).toBe('b')
})

test('why explains a system without dates from a plan made anew', () => {
  const inventory = cityOf({ systems: [roomSystem('a', 1), systemOf('huge', { deployments: roomSystem('huge', 9_000_000).deployments! })] })

  expect(explainPlanned({ ...facts, inventory }, 'huge').explanation?.binding?.code).toBe('copy_too_long')
})
