import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DemoResult } from '../../src/demo/flow/demo-result.js'
import { minutes } from '../../src/model/duration.js'
import { buildCli, demoFolder, processesOf, startCli, type CliEnd } from '../support/run-cli.js'

const SEED = 7
/** Owners of files are root's to give. */
const withFiles = process.getuid?.() === 0 ? ['yz-petitions'] : []
const folder = demoFolder('demo')
const env = { QIANYUN_DEMO_DIRECTORY: folder }
let cwd: string
let keptProcesses: readonly string[] = []
let end: CliEnd
let result: DemoResult

beforeAll(async () => {
  buildCli()
  cwd = mkdtempSync(join(tmpdir(), 'qianyun-demo-test-'))
  const cli = startCli([...demo(SEED), '--keep'], { cwd, env })
  await cli.said(`the city goes on in ${folder}`)
  keptProcesses = processesOf(folder)
  cli.kill('SIGINT')
  end = await cli.ended
  result = JSON.parse(end.stdout.trim().split('\n').at(-1) ?? '') as DemoResult
}, minutes(6))
afterAll(() => rmSync(cwd, { recursive: true, force: true }))

function demo(seed: number): readonly string[] {
  return ['demo', '--json', '--scale', '0.02', '--seed', String(seed)]
}

describe('the demo', () => {
  it('ends with 0 and prints nothing on stdout but its result in one line', () => {
    expect(end.stderr).toMatch(/ok {3}Report/)
    expect(end.code).toBe(0)
    expect(end.stdout.split('\n')).toEqual([JSON.stringify(result), ''])
  })

  it('loses none of the writes that users were told are safe, and users wrote all the time', () => {
    expect(result.lostWrites).toBe(0)
    expect(result.writesAcknowledged).toBeGreaterThan(1_000)
    expect(result.writesAcknowledged).toBe(result.systems.reduce((sum, { acknowledged }) => sum + acknowledged, 0))
    expect(result.systems.filter(({ lost }) => lost !== 0)).toEqual([])
    for (const { id, acknowledged } of result.systems) expect(acknowledged, id).toBeGreaterThan(100)
  })

  it('takes every system to where the demo ends: proved equal, the way back open, a drill on its replica passed', () => {
    expect(result.systems.map(({ id, state, proof, reverseReady }) => ({ id, state, proof, reverseReady }))).toEqual([
      { id: 'yz-notices', state: 'closed', proof: 'pass', reverseReady: true },
      ...['yz-permits', 'yz-archive', 'yz-readings', 'yz-insurance', 'yz-hotline', ...withFiles].map((id) => ({ id, state: 'dr_ready', proof: 'pass', reverseReady: true })),
    ])
    for (const { id, outageMs, drill } of result.systems) {
      expect(outageMs, id).toBeGreaterThan(0)
      expect(drill?.rtoMs, id).toBeGreaterThan(0)
      expect(drill?.rpoMs, id).toBeGreaterThanOrEqual(0)
    }
  })

  it('shows one rollback without a lost write, one retired system with its data kept, and counts the classified one', () => {
    expect(result.rollback).toMatchObject({ system: 'yz-permits', lost: 0 })
    expect(result.rollback?.outageMs).toBeGreaterThan(0)
    expect(result.retired).toEqual([{ id: 'yz-old-office', archive: expect.stringMatching(/^[0-9a-f]{64}$/), bytes: expect.any(Number) }])
    expect(result.classifiedCounted).toBe(1)
  })

  it('holds the nine promises', () => {
    expect(result.promises).toHaveLength(9)
    expect(result.promises.filter(({ held }) => !held)).toEqual([])
  })

  it('leaves the report where the command was given, about these very systems', () => {
    expect(result.report).toBe(join(cwd, '.qianyun', 'demo-report.html'))
    const html = readFileSync(result.report, 'utf8')
    for (const { name } of result.systems) expect(html).toContain(name)
  })

  it('keeps its city running when asked to, until Ctrl-C', () => {
    // Three rooms with four servers, six systems or seven on the cloud with a database replica each, HAProxy, the users, two sites' services, the worker, the control database.
    expect(keptProcesses.length).toBeGreaterThanOrEqual(24)
  })

  it('leaves nothing else behind: no process and no file', () => {
    expect(processesOf(folder)).toEqual([])
    expect(existsSync(folder)).toBe(false)
    expect(readdirSync(cwd, { recursive: true })).toEqual(['.qianyun', '.qianyun/demo-report.html'])
  })

  it('makes the same plan from the same seed, and a city of other sizes from another', async () => {
    const [same, other] = [await untilPlanned(SEED), await untilPlanned(SEED + 1)]

    expect(same.plan).toBe(planLine(end.stderr))
    expect(other.plan).not.toBe(same.plan)
    expect(same.sizes).toHaveLength(7 + withFiles.length)
    expect(other.sizes).not.toEqual(same.sizes)
    // 0.2 KB a row is what the city's inventory reckons with; the copy counts rows that users have added meanwhile.
    const insurance = result.systems.find(({ id }) => id === 'yz-insurance')
    expect(insurance?.copiedRows).toBeGreaterThanOrEqual(Math.max(...same.sizes) / 0.0002)
  })
})

/** Goes as far as the plan, reads what was made, and stops. */
async function untilPlanned(seed: number): Promise<{ plan: string; sizes: readonly number[] }> {
  const cli = startCli(demo(seed), { cwd, env })
  await cli.said('ok   Plan')
  const inventory = readFileSync(join(folder, 'root', 'inventory', 'yunzhou', 'systems.yaml'), 'utf8')
  cli.kill('SIGINT')
  const { stderr } = await cli.ended
  return { plan: planLine(stderr), sizes: [...inventory.matchAll(/sizeGb: ([\d.]+)/g)].map(([, size]) => Number(size)) }
}

function planLine(stderr: string): string {
  return /Plan: (\d+ waves, hash [0-9a-f]+)/.exec(stderr)?.[1] ?? 'none'
}
