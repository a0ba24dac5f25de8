import type { Code } from '../../../diagnostics/codes.js'
import type { SynthesizedStack } from '../output/read-output.js'
import type { GateFinding } from '../stacks.js'

/** One rule over what was synthesized. It sees only the files, so it holds for stacks from any hand. */
export interface Gate {
  readonly id: string
  readonly code: Code
  check(stacks: readonly SynthesizedStack[]): GateFinding[]
}
