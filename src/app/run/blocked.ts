import { isCode } from '../../diagnostics/codes.js'
import { problem, type Diagnostic, type Params } from '../../diagnostics/diagnostic.js'
import type { SystemRecord } from '../../ports/run-store.js'

/** Why a system is blocked: the problems its step ended with, or its bare cause where that was none of the catalog. */
export function whyBlocked({ system, detail }: Pick<SystemRecord, 'system' | 'detail'>): readonly Diagnostic[] {
  const kept = Array.isArray(detail['problems']) ? (detail['problems'] as readonly { readonly code: string; readonly params: Params }[]) : []
  const known = kept.flatMap(({ code, params }) => (isCode(code) ? [problem(code, params)] : []))
  return known.length > 0 ? known : [problem('RUN_SYSTEM_BLOCKED', { system, step: String(detail['step']), cause: String(detail['cause']) })]
}
