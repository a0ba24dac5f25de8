import type { Code } from '../../../diagnostics/codes.js'
import type { Resource, SynthesizedStack } from '../output/read-output.js'
import type { StackSettings } from '../settings.js'
import type { GateFinding } from '../stacks.js'

/** One rule over what was synthesized. It sees only the files, so it holds for stacks from any hand. */
export interface Gate {
  readonly id: string
  readonly code: Code
  /** `settings`: what was chosen for the place, where whoever asks knows. */
  check(stacks: readonly SynthesizedStack[], settings?: StackSettings): GateFinding[]
}

/** What a finding is about: a stack, and the resource in it when there is one. */
interface Subject {
  readonly stack: SynthesizedStack
  readonly resource: Resource | null
}

export function blocks(gate: string, { stack, resource }: Subject, params: GateFinding['params']): GateFinding {
  return { gate, stack: stack.name, resource: resource?.address ?? null, severity: 'block', params }
}

export function warns(gate: string, subject: Subject, params: GateFinding['params']): GateFinding {
  return { ...blocks(gate, subject, params), severity: 'warn' }
}
