import { makeArtifact } from '../../model/artifact.js'
import type { Assessment } from '../assessment/assessment.js'
import type { Intent, Inventory } from '../inventory/schema/inventory.js'
import { makeBlueprint, type BlueprintOptions } from './blueprint/blueprint.js'
import { selectUnits, type Selection } from './blueprint/select.js'
import type { Unit } from './blueprint/units.js'
import { stackPath } from './output/manifest.js'
import { pruneStacks } from './output/prune.js'
import type { StackRecord } from './output/synthesis-record.js'
import { defaultSettings, type StackSettings } from './settings.js'
import type { StackFile, Stacks, StacksBody } from './stacks.js'
import { writeStacks } from './write-stacks.js'

export interface SynthesisOptions extends Selection, BlueprintOptions {
  /** Where `manifest.json` and the stacks' folders are written. */
  readonly outdir: string
  /** Where states lie and where the provider comes from; beside the output and from OpenTofu's registry where nothing is said. */
  readonly settings?: StackSettings
}

/**
 * Writes the selected stacks of a place and runs the gates on what was written. Equal inputs give equal bytes, wherever the
 * output lies and whatever lay there before. The only stage that writes files by itself: the library it uses knows no other way.
 */
export function synthesize(inventory: Inventory, intent: Intent, assessment: Assessment, options: SynthesisOptions): Stacks {
  const { outdir, settings = defaultSettings } = options
  const blueprint = makeBlueprint(inventory, assessment, options)
  const units = selectUnits(blueprint, options)
  const known = new Set(blueprint.units.map(({ name }) => name))
  const { records, findings } = writeStacks(units, { outdir, settings, known })
  pruneStacks(outdir, known)
  const stacks = units.map((unit) => stackFile(unit, records[unit.name]!))
  const inputs = { inventory: inventory.hash, intent: intent.hash, assessment: assessment.hash }
  return makeArtifact<'stacks', StacksBody>('stacks', inventory.place, inputs, { stacks, findings: [...findings] })
}

function stackFile(unit: Unit, { file, resources }: StackRecord): StackFile {
  const { name, site, kind, dependencies } = unit
  return { name, site: site.id, kind, subject: subjectOf(unit), path: stackPath(name), hash: file, resources, dependencies: [...dependencies].sort() }
}

function subjectOf(unit: Unit): string | null {
  if (unit.kind === 'platform') return null
  return unit.kind === 'domain' ? unit.domain : unit.system
}
