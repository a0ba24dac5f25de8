import { problem, type Diagnostic } from '../../diagnostics/diagnostic.js'

/** What was left undone, by an interrupt or because something before it failed; nothing when all was begun. */
export function unfinished({ place, signal }: { readonly place: string; readonly signal?: AbortSignal }, done: readonly string[], left: readonly string[]): Diagnostic[] {
  if (left.length === 0) return []
  if (signal?.aborted) return [problem('STK_INTERRUPTED', { done: done.join(', ') || '-', left: left.join(', '), place })]
  return [problem('STK_NOT_STARTED', { stacks: left.join(', ') })]
}
