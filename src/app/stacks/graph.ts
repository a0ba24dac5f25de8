import type { StackFile } from '../../flow/synth/stacks.js'
import { levelsOf } from './levels.js'

export interface StackGraph {
  /** Those of a level can be worked on side by side, after all of the levels before. */
  readonly levels: readonly (readonly string[])[]
  /** Which stack comes after which. */
  readonly edges: readonly { readonly stack: string; readonly after: string }[]
}

type Stack = Pick<StackFile, 'name'> & { readonly dependencies: readonly string[] }

/** The order in which the stacks of a place are applied. */
export function stackGraph(stacks: readonly Stack[]): StackGraph {
  const edges = stacks.flatMap(({ name: stack, dependencies }) => dependencies.map((after) => ({ stack, after })))
  return { levels: levelsOf<Stack>(stacks).map((level) => level.map(({ name }) => name)), edges }
}
