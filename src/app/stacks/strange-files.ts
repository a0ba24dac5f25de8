import type { Diagnostic } from '../../diagnostics/diagnostic.js'
import { unknownBlock } from '../../flow/synth/gates/unknown-block.js'
import { unknownFile } from '../../flow/synth/gates/unknown-file.js'
import { unreadableStack } from '../../flow/synth/gates/unreadable-stack.js'
import { findingDiagnostics } from './findings.js'
import type { StackTask } from './stack-tasks.js'

/**
 * What the tool would read beside the stacks and nobody has judged. Asked before the tool is started at all: also `init` reads
 * every file, and a saved plan is safe from them only once it is being applied.
 */
export function strangeFiles(tasks: readonly Pick<StackTask, 'synthesized'>[]): Diagnostic[] {
  const stacks = tasks.map(({ synthesized }) => synthesized)
  return findingDiagnostics([...unreadableStack.check(stacks), ...unknownFile.check(stacks), ...unknownBlock.check(stacks)])
}
