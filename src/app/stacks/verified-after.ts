import { hasErrors, type Diagnostic } from '../../diagnostics/diagnostic.js'
import type { OpenPlace } from './open-place.js'
import { verifyOpen, type Verified, type VerifyRequest } from './verify.js'

/** What an apply is told of the look afterwards: an apply that ends without an error has only been accepted. */
export interface AfterApply {
  /** Left out: nobody looks. */
  readonly verify?: Pick<VerifyRequest, 'wait' | 'onWaiting'>
  readonly signal?: AbortSignal
}

interface Applied<Result> {
  readonly diagnostics: readonly Diagnostic[]
  readonly result: Result
}

/** Looks whether what was applied runs, where everything could be applied. */
export async function verifiedAfter<Result extends object>(applied: Applied<Result>, open: Pick<OpenPlace, 'tasks' | 'sites'>, { verify, signal }: AfterApply): Promise<Applied<Result & { readonly verified?: Verified }>> {
  if (!verify || hasErrors(applied.diagnostics)) return applied
  const { diagnostics, result: verified } = await verifyOpen(open, { ...verify, ...(signal ? { signal } : {}) })
  return { diagnostics: [...applied.diagnostics, ...diagnostics], result: { ...applied.result, ...(verified ? { verified } : {}) } }
}
