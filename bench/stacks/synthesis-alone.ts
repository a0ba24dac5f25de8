import { makePlace, withChange } from './place.js'
import type { SynthesisRun, SynthesisTask } from './synthesis.js'

/** One synthesis in a process of its own. What the process does before, but for making the place, counts: a command starts as well. */
const { way, systems, outdir, changed } = JSON.parse(process.argv[2] ?? '') as SynthesisTask
const beforePlace = [performance.now(), cpuMs()] as const
const made = makePlace(systems)
const place = changed === null ? made : withChange(made, changed)
const afterPlace = [performance.now(), cpuMs()] as const
const result = way === 'stock' ? await byStock() : await byProduct()
const run: SynthesisRun = {
  milliseconds: performance.now() - afterPlace[0] + beforePlace[0],
  cpuMilliseconds: cpuMs() - afterPlace[1] + beforePlace[1],
  megabytes: process.resourceUsage().maxRSS / 1024,
  ...result,
}
console.log(JSON.stringify(run))

async function byProduct() {
  const { synthesize } = await import('../../src/flow/synth/synthesize.js')
  const { hash, stacks } = synthesize(place.inventory, place.intent, place.assessment, { outdir })
  return { hash, stacks: stacks.length, resources: stacks.reduce((sum, { resources }) => sum + resources, 0) }
}

async function byStock() {
  const { makeBlueprint } = await import('../../src/flow/synth/blueprint/blueprint.js')
  const { synthesizeByStock } = await import('../../src/flow/synth/constructs/stock-app.js')
  const { units } = makeBlueprint(place.inventory, place.assessment)
  synthesizeByStock(units, outdir)
  return { hash: '', stacks: units.length, resources: 0 }
}

function cpuMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1_000
}
