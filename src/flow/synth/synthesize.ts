import { makeArtifact } from '../../model/artifact.js'
import { contentHash } from '../../model/canonical.js'
import type { Assessment } from '../assessment/assessment.js'
import type { Intent, Inventory } from '../inventory/schema/inventory.js'
import { makeBlueprint, type EdgeWeights } from './blueprint/blueprint.js'
import { selectUnits, type Selection } from './blueprint/select.js'
import type { Unit } from './blueprint/units.js'
import { addStacks, makeApp } from './constructs/app.js'
import { runGates } from './gates/gates.js'
import { pruneStacks } from './output/prune.js'
import { readOutput, resourcesOf, type SynthesizedStack } from './output/read-output.js'
import type { StackFile, Stacks, StacksBody } from './stacks.js'

export interface SynthesisOptions extends Selection {
  /** Where `manifest.json` and the stacks' folders are written. */
  readonly outdir: string
  /** Percent of each system's requests that its edge sends to the new side; 0 where none is given. */
  readonly weights?: EdgeWeights
}

/**
 * Writes the selected stacks of a place and runs the gates on what was written. Equal inputs give equal bytes, wherever the
 * output lies. The only stage that writes files by itself: the library it uses knows no other way.
 */
export function synthesize(inventory: Inventory, intent: Intent, assessment: Assessment, { outdir, weights, ...selection }: SynthesisOptions): Stacks {
  const blueprint = makeBlueprint(inventory, assessment, weights)
  const units = selectUnits(blueprint, selection)
  const app = makeApp(outdir)
  addStacks(app, units)
  app.synth()
  pruneStacks(outdir, new Set(blueprint.units.map(({ name }) => name)))
  const written = readOutput(outdir)
  const inputs = { inventory: inventory.hash, intent: intent.hash, assessment: assessment.hash }
  return makeArtifact<'stacks', StacksBody>('stacks', inventory.place, inputs, { stacks: stackFiles(units, written), findings: runGates(written) })
}

function stackFiles(units: readonly Unit[], written: readonly SynthesizedStack[]): StackFile[] {
  const byName = new Map(written.map((stack) => [stack.name, stack]))
  return units.flatMap((unit) => {
    const stack = byName.get(unit.name)
    return stack ? [stackFile(unit, stack)] : []
  })
}

function stackFile(unit: Unit, stack: SynthesizedStack): StackFile {
  const { name, path, dependencies, json } = stack
  return {
    name, site: unit.site.id, kind: unit.kind, subject: subjectOf(unit), path,
    hash: contentHash(json), resources: resourcesOf(stack).length, dependencies: [...dependencies],
  }
}

function subjectOf(unit: Unit): string | null {
  if (unit.kind === 'platform') return null
  return unit.kind === 'domain' ? unit.domain : unit.system
}
