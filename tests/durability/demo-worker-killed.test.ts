import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DemoResult } from '../../src/demo/flow/demo-result.js'
import type { FaultPoint } from '../../src/model/fault-points.js'
import { minutes } from '../../src/model/duration.js'
import { buildCli, demoFolder, processesOf, runCli, type CliEnd } from '../support/run-cli.js'

const folder = demoFolder('killed')
let cwd: string
let undisturbed: ReturnType<typeof table>

beforeAll(async () => {
  buildCli()
  cwd = mkdtempSync(join(tmpdir(), 'qianyun-killed-'))
  const end = await demo()
  expect(end.stderr).not.toContain('worker ended')
  undisturbed = table(end)
}, minutes(5))
afterAll(() => rmSync(cwd, { recursive: true, force: true }))

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
    promises: result.promises.map(({ id, held }) => ({ id, held })),
  }
}

describe('a run whose worker is killed with SIGKILL', () => {
  it('is compared with one in which every system arrived and nothing was lost', () => {
    expect(undisturbed.systems.map(({ state, lost, proof, reverseReady, drilled }) => ({ state, lost, proof, reverseReady, drilled }))).toEqual(
      ['closed', 'dr_ready', 'dr_ready', 'dr_ready', 'dr_ready'].map((state) => ({ state, lost: 0, proof: 'pass', reverseReady: true, drilled: true })),
    )
    expect(undisturbed.rollback).toEqual({ system: 'yz-permits', lost: 0 })
  })

  it.each([
    ['when the copy starts, and again when the proof does', ['copy.started', 'proof.started']],
    ['inside the fence, and again in a drill', ['switch.fenced', 'drill.started']],
    ['right after the opening, and twice more inside the fence', ['switch.opened', 'switch.drained', 'switch.reversed']],
  ] satisfies readonly (readonly [string, readonly FaultPoint[]])[])('%s, ends in the same final table', async (_, points) => {
    const end = await demo('--kill-worker-at', points.join(','))

    expect(end.stderr.match(/worker ended \(SIGKILL\); a new one goes on/g), end.stderr).toHaveLength(points.length)
    expect(end.stderr.match(/worker ended/g)).toHaveLength(points.length)
    expect(table(end)).toEqual(undisturbed)
    expect(processesOf(folder)).toEqual([])
    expect(existsSync(folder)).toBe(false)
  })
})
