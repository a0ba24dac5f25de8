import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { median, rounded } from './numbers.js'

const SYSTEMS = 800
const ROUNDS = 3

export interface SynthesisTask {
  readonly way: 'product' | 'stock'
  readonly systems: number
  readonly outdir: string
  /** Number of the system that has been given two more cores; null for none. */
  readonly changed: number | null
}

export interface SynthesisRun {
  readonly milliseconds: number
  readonly cpuMilliseconds: number
  readonly megabytes: number
  readonly hash: string
  readonly stacks: number
  readonly resources: number
}

/**
 * S1, S1_mb: 800 systems on two sites into an empty folder, gates included. S2: again after one system has changed. S3: how many times as
 * fast as cdktf by itself is with the same constructs, without gates; both in turns. Every process is a new one, and its start counts. Medians of three.
 */
export function synthesisFigures(): Record<string, number> {
  const folder = mkdtempSync(join(tmpdir(), 'qy-bench-stacks-'))
  try {
    const rounds = Array.from({ length: ROUNDS }, (_, round) => measure(join(folder, String(round)), round))
    const seconds = (pick: (one: (typeof rounds)[number]) => SynthesisRun): number => rounded(median(rounds.map((one) => pick(one).milliseconds)) / 1_000)
    return {
      S1: seconds(({ full }) => full), S1_mb: rounded(median(rounds.map(({ full }) => full.megabytes)), 0),
      S2: seconds(({ again }) => again),
      S3: rounded(median(rounds.map(({ full, stock }) => stock.milliseconds / full.milliseconds))), S3_base: seconds(({ stock }) => stock),
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function measure(folder: string, round: number): { full: SynthesisRun; again: SynthesisRun; stock: SynthesisRun } {
  const [ours, theirs, fresh] = ['product', 'stock', 'fresh'].map((name) => join(folder, name)) as [string, string, string]
  const task = { systems: SYSTEMS, changed: null }
  const full = alone({ ...task, way: 'product', outdir: ours })
  const stock = alone({ ...task, way: 'stock', outdir: theirs })
  compare(ours, theirs)
  const again = alone({ ...task, way: 'product', outdir: ours, changed: 100 * round + 7 })
  const anew = alone({ ...task, way: 'product', outdir: fresh, changed: 100 * round + 7 })
  compare(ours, fresh)
  if (again.hash !== anew.hash) throw new Error('the artifact after a change is not that of a synthesis into an empty folder')
  for (const [name, run] of Object.entries({ full, stock, again })) {
    const took = `${rounded(run.milliseconds, 0)} ms, ${rounded(run.cpuMilliseconds, 0)} ms of CPU, ${rounded(run.megabytes, 0)} MiB`
    console.error(`${name.padEnd(6)} ${took}, ${run.stacks} stacks, ${run.resources} resources`)
  }
  return { full, again, stock }
}

function alone(task: SynthesisTask): SynthesisRun {
  const program = fileURLToPath(new URL('./synthesis-alone.js', import.meta.url))
  const printed = execFileSync(process.execPath, [program, JSON.stringify(task)], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })
  return JSON.parse(printed) as SynthesisRun
}

/** A figure of a synthesis that writes something else would be none. */
function compare(one: string, other: string): void {
  const folders = (outdir: string): string[] => readdirSync(join(outdir, 'stacks')).sort()
  const names = (outdir: string): string[] => ['manifest.json', ...folders(outdir).map((name) => join('stacks', name, 'cdk.tf.json'))]
  const differing = names(one).filter((name) => !readFileSync(join(one, name)).equals(readFileSync(join(other, name))))
  if (differing.length > 0 || names(one).join() !== names(other).join()) throw new Error(`${one} and ${other} differ: ${differing.slice(0, 3).join(', ')}`)
}
