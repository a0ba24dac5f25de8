import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DemoResult } from '../../src/demo/flow/demo-result.js'
import type { FaultPoint } from '../../src/model/fault-points.js'
import { buildCli, demoFolder, processesOf, runCli, type CliEnd } from '../support/run-cli.js'

const folder = demoFolder('killed')
let cwd: string

beforeAll(() => {
  buildCli()
  cwd = mkdtempSync(join(tmpdir(), 'qianyun-killed-'))
})
afterAll(() => rmSync(cwd, { recursive: true, force: true }))

/** Where a run that nobody disturbs ends; that it does is tests/e2e/demo.test.ts. */
const undisturbed = {
  lostWrites: 0,
  systems: ['yz-notices', 'yz-permits', 'yz-archive', 'yz-readings', 'yz-insurance', 'yz-hotline', ...(process.getuid?.() === 0 ? ['yz-petitions'] : [])]
    .map((id) => ({ id, state: id === 'yz-notices' ? 'closed' : 'dr_ready', lost: 0, proof: 'pass', reverseReady: true, drilled: true })),
  rollback: { system: 'yz-permits', lost: 0 },
  retired: ['yz-old-office'],
  classifiedCounted: 1,
  brokenPromises: [],
}

function demo(...flags: readonly string[]): Promise<CliEnd> {
  return runCli(['demo', '--json', '--scale', '0.02', '--seed', '3', ...flags], { cwd, env: { QIANYUN_DEMO_DIRECTORY: folder } })
}

/** The final table without what varies from run to run: milliseconds and counts of writes. */
function table({ code, stdout, stderr }: CliEnd) {
  expect(code, stderr).toBe(0)
  const result = JSON.parse(stdout) as DemoResult
  return {
    lostWrites: result.lostWrites,
    systems: result.systems.map(({ id, state, lost, proof, reverseReady, drill }) => ({ id, state, lost, proof, reverseReady, drilled: drill !== null })),
    rollback: { system: result.rollback?.system, lost: result.rollback?.lost },
    retired: result.retired.map(({ id }) => id),
    classifiedCounted: result.classifiedCounted,
    brokenPromises: result.promises.filter(({ held }) => !held),
  }
}

describe('a run whose worker is killed with SIGKILL', () => {
  it.each([
    ['when a copy starts, when a proof does, and twice inside the fence', ['copy.started', 'proof.started', 'switch.drained', 'switch.reversed']],
    ['inside the fence, in a drill, and right after an opening', ['switch.fenced', 'drill.started', 'switch.opened']],
  ] satisfies readonly (readonly [string, readonly FaultPoint[]])[])('%s, ends in the same final table', async (_, points) => {
    const end = await demo('--kill-worker-at', points.join(','))

    expect(end.stderr.match(/worker ended \(SIGKILL\); a new one goes on/g), end.stderr).toHaveLength(points.length)
    expect(end.stderr.match(/worker ended/g)).toHaveLength(points.length)
    expect(table(end)).toEqual(undisturbed)
    expect(processesOf(folder)).toEqual([])
    expect(existsSync(folder)).toBe(false)
  })
})
