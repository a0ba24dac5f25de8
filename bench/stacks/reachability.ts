import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readOutput } from '../../src/flow/synth/output/read-output.js'
import { evaluator } from '../../src/flow/synth/reachability/evaluate.js'
import { networksOf } from '../../src/flow/synth/reachability/read-network.js'
import { synthesize } from '../../src/flow/synth/synthesize.js'
import { median, rounded } from './numbers.js'
import { makePlace } from './place.js'

const SYSTEMS = 800
const ROUNDS = 5

/** S4: all pairs of 800 systems of one site, from the network as it was read to the list of those that reach each other, seconds; median of five. */
export function reachabilityFigures(): Record<string, number> {
  const outdir = mkdtempSync(join(tmpdir(), 'qy-bench-stacks-'))
  try {
    const { inventory, intent, assessment } = makePlace(SYSTEMS)
    synthesize(inventory, intent, assessment, { outdir, sites: ['primary'] })
    const started = performance.now()
    const [network] = networksOf(readOutput(outdir))
    if (!network) throw new Error('no network was read')
    console.error(`${network.endpoints.length} endpoints, ${network.policies.length} policies, read in ${rounded(performance.now() - started, 0)} ms`)
    const times = Array.from({ length: ROUNDS }, () => {
      const began = performance.now()
      const pairs = evaluator(network).reachablePairs().length
      const milliseconds = performance.now() - began
      console.error(`${pairs} pairs in ${rounded(milliseconds, 0)} ms`)
      if (pairs === 0) throw new Error('nothing reaches anything')
      return milliseconds / 1_000
    })
    return { S4: rounded(median(times), 3) }
  } finally {
    rmSync(outdir, { recursive: true, force: true })
  }
}
