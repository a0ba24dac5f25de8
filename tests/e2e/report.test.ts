import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { openRunStore } from '../../src/adapters/control-db/index.js'
import { readPlace } from '../../src/app/inventory/read-place.js'
import { packageRoot } from '../../src/app/inventory/root.js'
import { writeReport, type ReportRequest } from '../../src/app/report/write-report.js'
import { openRun, type OpenRun } from '../../src/app/run/open.js'
import { run as reportCommand } from '../../src/cli/commands/report.js'
import { decideAll } from '../../src/flow/flow.js'
import { MOVE_PATH, RETIRE_PATH, type SystemState } from '../../src/model/system-state.js'
import type { SystemRecord } from '../../src/ports/run-store.js'
import { captureIo } from '../support/capture-io.js'
import { testControlDatabase, type TestControlDatabase } from '../support/control-database.js'
import { reportInput } from '../support/report-fixture.js'

let database: TestControlDatabase
let folder: string
let open: OpenRun

beforeAll(async () => {
  database = await testControlDatabase()
  folder = await mkdtemp(join(tmpdir(), 'report-'))
  open = await openRun({ root: packageRoot(), place: 'testing', stateDirectory: database.directory, databaseUrl: database.url })
  await record()
})

afterAll(async () => {
  vi.unstubAllEnvs()
  await open.close()
  await database.remove()
  await rm(folder, { recursive: true, force: true })
})

/** Writes the run of the fixture down as the phases would. */
async function record(): Promise<void> {
  const { run, systems, evidence, approvals } = reportInput()
  await open.store.createRun(run)
  for (const one of evidence) await open.store.addEvidence(one)
  for (const one of systems) await walk(one)
  for (const one of approvals) await open.store.approve(one)
}

async function walk({ run, system, attempt, state, since, waiting, detail }: SystemRecord): Promise<void> {
  for (let number = 1; number <= attempt; number += 1) {
    await open.store.startAttempt(run, system, number, since)
    const isLast = number === attempt
    const path = isLast ? pathTo(state) : [...pathTo('dr_ready'), 'rolled_back' as const]
    for (const step of path) await open.store.setState(run, system, number, step, since, isLast && step === state ? detail : {})
  }
  await open.store.setWaiting(run, system, attempt, waiting)
}

function pathTo(state: SystemState): readonly SystemState[] {
  if (state === 'blocked') return ['provisioned', 'blocked']
  const path: readonly SystemState[] = state === 'retired' ? RETIRE_PATH : MOVE_PATH
  return path.slice(1, path.indexOf(state) + 1)
}

function request(file: string): ReportRequest {
  const { run, inventory, intent, assessment } = reportInput()
  return { root: packageRoot(), place: 'testing', open, run: run.id, file, at: '2026-04-11T16:00:00.000Z', approved: { inventory, intent, assessment } }
}

it('writes a whole page from the record of the run, every figure with its evidence', async () => {
  const { file, facts, evidenceMissing } = await writeReport(request(join(folder, 'deep', 'report.html')))

  expect(evidenceMissing).toEqual([])
  expect(facts).toMatchObject({ _meta: { chainIntact: true, inventoryChanged: false }, unsigned: [] })
  expect(facts.totals).toMatchObject({ migrated: { value: 1 }, writesLost: { value: 0 } })
  expect(facts.systems.map(({ id, verdict }) => [id, verdict.result])).toEqual([
    ['notices', 'pass'], ['archives', 'not_run'], ['insurance', 'pass'], ['permits', 'pass'], ['readings', 'not_run'], ['old-office', 'pass'],
  ])
  expect(await readFile(file, 'utf8')).toMatch(/^<!doctype html>[^]+<\/html>\n$/)
  expect(await readdir(join(folder, 'deep'))).toEqual(['report.html'])
})

it('names the file and what to do when it cannot be written, and leaves nothing behind', async () => {
  const inTheWay = join(folder, 'in-the-way')
  await writeFile(inTheWay, '')

  await expect(writeReport(request(join(inTheWay, 'report.html')))).rejects
    .toMatchObject({ diagnostics: [{ code: 'REPORT_FILE_UNWRITABLE', params: { cause: 'EEXIST' } }] })
  await expect(writeReport(request(folder))).rejects.toMatchObject({ diagnostics: [{ code: 'REPORT_FILE_UNWRITABLE' }] })
  expect((await readdir(join(folder, '..'))).filter((name) => name.endsWith('.tmp') && name.includes('report'))).toEqual([])
})

it('reports a run of a real place that has only begun: nothing seen, nothing counted', async () => {
  const { inventory, intent } = await readPlace(packageRoot(), 'tieling')
  const { plan } = decideAll(inventory!, intent!, { seed: 1, synthesize: undefined })
  const store = await openRunStore(database.url)
  await store.createRun({
    id: 'tieling-1', place: 'tieling', createdAt: '2026-03-01T08:00:00.000Z', operator: 'li', planHash: plan!.hash, inventoryHash: inventory!.hash, stacksHash: null,
    plan: JSON.parse(JSON.stringify({ plan, pace: 'calendar' })),
  })
  await store.close()
  vi.stubEnv('QIANYUN_DATABASE_URL', database.url)
  const io = captureIo(folder, 'zh')

  expect(await reportCommand({ place: 'tieling', out: 'tieling.html', root: packageRoot() }, io)).toBe(0)
  expect(io.out()).toBe(join(folder, 'tieling.html'))
  expect(io.err()).toContain('已迁移 0 个')
})
