import { problem, warning, type Diagnostic } from '../../diagnostics/diagnostic.js'
import type { StackProblem } from '../../ports/stack-runner.js'

/** What the tool said of one stack, each problem once. */
export function stackProblems(stack: string, step: string, problems: readonly StackProblem[]): Diagnostic[] {
  return problems.map((found) => {
    const params = { stack, step, summary: [found.address, found.summary].filter(Boolean).join(': ') }
    return found.severity === 'error' ? problem('STK_STACK_FAILED', params) : warning('STK_STACK_FAILED', params)
  })
}
