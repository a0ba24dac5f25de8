import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { makePlace } from '../../../bench/stacks/place.js'
import type { SynthesisRun, SynthesisTask } from '../../../bench/stacks/synthesis.js'
import { synthesize } from './synthesize.js'

/** More stacks than one thread builds alone. */
const SYSTEMS = 100

const folder = mkdtempSync(join(tmpdir(), 'qy-bench-test-'))
afterAll(() => rmSync(folder, { recursive: true }))

function filesOf(outdir: string): string[] {
  const names = ['manifest.json', ...readdirSync(join(outdir, 'stacks')).sort().map((name) => join('stacks', name, 'cdk.tf.json'))]
  return names.map((name) => `${name}\n${readFileSync(join(outdir, name), 'utf8')}`)
}

describe('a synthesis of many stacks', () => {
  it('gives on two threads, as compiled, what it gives on one', () => {
    const [one, two] = [join(folder, 'one'), join(folder, 'two')]
    const { inventory, intent, assessment } = makePlace(SYSTEMS)
    const here = synthesize(inventory, intent, assessment, { outdir: one })
    const task: SynthesisTask = { way: 'product', systems: SYSTEMS, outdir: two, changed: null }
    const program = fileURLToPath(new URL('../../../dist/bench/stacks/synthesis-alone.js', import.meta.url))
    const there = JSON.parse(execFileSync(process.execPath, [program, JSON.stringify(task)], { encoding: 'utf8' })) as SynthesisRun

    expect(there.hash).toBe(here.hash)
    expect(filesOf(two)).toEqual(filesOf(one))
  }, 120_000)
})
