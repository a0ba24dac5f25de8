import { createRequire } from 'node:module'

const traceModule = 'cdktf/lib/tokens/private/stack-trace'

/**
 * Every value that cdktf wraps captures a stack trace that no output shows; leaving that out makes construction about seven
 * times as fast and halves its memory (hashicorp/terraform-cdk#3892). The module is private: where it has another shape,
 * nothing is changed and construction is merely slow. Says whether traces are off.
 */
export function quietStackTraces(load: (id: string) => unknown = createRequire(import.meta.url)): boolean {
  try {
    const module = load(traceModule)
    if (!hasCapture(module)) return false
    module.captureStackTrace = () => []
    return module.captureStackTrace().length === 0
  } catch {
    return false
  }
}

function hasCapture(module: unknown): module is { captureStackTrace: () => string[] } {
  return typeof module === 'object' && module !== null && 'captureStackTrace' in module && typeof module.captureStackTrace === 'function'
}
