import type { Json } from '../../../model/json.js'
import type { Unit } from '../blueprint/units.js'
import { stableJson } from './stable-json.js'

/** Relative to the output folder. */
export function stackPath(name: string): string {
  return `stacks/${name}/cdk.tf.json`
}

/** `manifest.json` as cdktf of that version writes it: every stack, where it lies, and which are applied before it. */
export function manifestText(units: readonly Unit[], version: string): string {
  const stacks: Record<string, Json> = {}
  for (const { name, dependencies } of units) {
    stacks[name] = {
      name, constructPath: name, workingDirectory: `stacks/${name}`, synthesizedStackPath: stackPath(name), stackMetadataPath: `stacks/${name}/metadata.json`,
      annotations: [], dependencies,
    }
  }
  return stableJson({ version, stacks })
}
