import type { Json } from '../../../model/json.js'
import type { Unit } from '../blueprint/units.js'
import { stableJson } from './stable-json.js'

/** Relative to the output folder. */
export function stackPath(name: string): string {
  return `stacks/${name}/cdk.tf.json`
}

/** `manifest.json` as cdktf of that version writes it: every stack, where it lies, and which are applied before it. Made in order, it need not be sorted. */
export function manifestText(units: readonly Unit[], version: string): string {
  const stacks: Record<string, Json> = {}
  for (const { name, dependencies } of [...units].sort((a, b) => (a.name < b.name ? -1 : 1))) {
    stacks[name] = {
      annotations: [], constructPath: name, dependencies, name, stackMetadataPath: `stacks/${name}/metadata.json`, synthesizedStackPath: stackPath(name),
      workingDirectory: `stacks/${name}`,
    }
  }
  return stableJson({ stacks, version })
}
