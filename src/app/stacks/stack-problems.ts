import type { Code } from '../../diagnostics/codes.js'
import { problem, warning, type Diagnostic } from '../../diagnostics/diagnostic.js'
import type { StackProblem, StackProblemKind } from '../../ports/stack-runner.js'

const codes = {
  already_exists: 'TOFU_ALREADY_EXISTS', refused: 'TOFU_REFUSED', unreachable: 'TOFU_UNREACHABLE', unauthorized: 'TOFU_UNAUTHORIZED', kind_unknown: 'TOFU_KIND_UNKNOWN',
  stale_plan: 'TOFU_STALE_PLAN', locked: 'TOFU_LOCKED', provider_missing: 'TOFU_PROVIDER_MISSING', lock_file: 'TOFU_LOCK_FILE', variable_missing: 'TOFU_VARIABLE_MISSING',
  state_wedged: 'TOFU_STATE_WEDGED', interrupted: 'TOFU_INTERRUPTED', crashed: 'TOFU_CRASHED', other: 'TOFU_PROBLEM',
  state_unauthorized: 'TOFU_STATE_UNAUTHORIZED', state_unreachable: 'TOFU_STATE_UNREACHABLE', state_tls: 'TOFU_STATE_TLS', state_refused: 'TOFU_STATE_REFUSED',
  state_unsaved: 'TOFU_STATE_UNSAVED', state_moved: 'TOFU_STATE_MOVED',
} as const satisfies Record<StackProblemKind, Code>

/** What the tool said of one stack; an unreachable server says the same of every resource, and is told once. */
export function stackProblems(stack: string, step: 'init' | 'plan' | 'apply' | 'destroy' | 'state', problems: readonly StackProblem[]): Diagnostic[] {
  const told = new Map<string, Diagnostic>()
  for (const { kind, severity, address, summary, detail } of problems) {
    const words = [kind === 'unreachable' ? null : address, summary, detail.split('\n', 1)[0]].filter((part) => part)
    const params = { stack, step, summary: words.join(': ') }
    told.set(`${kind} ${params.summary}`, severity === 'error' ? problem(codes[kind], params) : warning(codes[kind], params))
  }
  return [...told.values()]
}
