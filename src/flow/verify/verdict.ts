import type { checkResult } from '../../model/enums.js'
import type { EvidenceRecord } from '../../model/evidence.js'
import type { SystemState } from '../../model/system-state.js'
import type { Approval, SystemRecord } from '../../ports/run-store.js'
import { drLimitsOf, type DrLimits } from './drill-check.js'
import { moveChecks } from './move-checks.js'
import { retireChecks } from './retire-checks.js'
import { signatureOf, type Signature } from './signature.js'

export type CheckResult = keyof typeof checkResult

export type CheckId =
  | 'rehearsal_equal' | 'proof_equal' | 'new_side_answers' | 'way_back_stands' | 'drill_within_tier' | 'no_write_lost' | 'approvals_there' | 'archive_kept'

/** One thing that was looked at, and the record it rests on; a check without a record has not run. */
export interface VerdictCheck {
  readonly check: CheckId
  readonly result: CheckResult
  readonly evidence: string | null
  /** What was seen, as a word of the check's own: `live`, `rpo`, the names of failed checks. */
  readonly detail: string
}

/** The system a verdict is about, and what it has to stand: limits of the DR policy that names it, else of its tier. */
export interface VerdictSubject {
  readonly system: string
  readonly path: 'move' | 'retire'
  /** Level 1-6 of GB/T 20988; null when the system needs no DR. */
  readonly drTier: number | null
  readonly drPolicy: { readonly rtoMinutes: number; readonly rpoMinutes: number } | null
}

export interface Verdict {
  readonly system: string
  readonly attempt: number
  readonly result: CheckResult
  /** `pass` or `pass_with_issue`: MIG-03 asks that verification passed, and the issue is named beside it. */
  readonly passed: boolean
  readonly checks: readonly VerdictCheck[]
  /** What a DR drill of the system has to keep to; null when nothing says. */
  readonly drLimits: DrLimits | null
  readonly signature: Signature
  /** MIG-03: in use on the new side for good, verdict passed, signed. */
  readonly migrated: boolean
}

/** What verdicts are made from; evidence in the order of its chain. */
export interface Seen {
  readonly record: SystemRecord | undefined
  readonly evidence: readonly EvidenceRecord[]
  readonly approvals: readonly Approval[]
}

/** After the commit: the new side is the only one. */
const COMMITTED: readonly SystemState[] = ['live', 'old_off', 'closed']

/** Judges the newest attempt of one system by its evidence alone. */
export function verdictOf(
  subject: VerdictSubject, records: readonly SystemRecord[], evidence: readonly EvidenceRecord[], approvals: readonly Approval[],
): Verdict {
  const record = records.filter(({ system }) => system === subject.system).toSorted((a, b) => b.attempt - a.attempt)[0]
  const attempt = record?.attempt ?? 1
  const isMine = (one: { readonly system: string; readonly attempt: number }) => one.system === subject.system && one.attempt === attempt
  const seen: Seen = { record, evidence: evidence.filter(isMine), approvals: approvals.filter(isMine) }
  const checks = subject.path === 'retire' ? retireChecks(seen) : moveChecks(subject, seen)
  const result = worst(checks)
  const passed = result === 'pass' || result === 'pass_with_issue'
  const signature = signatureOf(seen, checks)
  const isThere = record !== undefined && COMMITTED.includes(record.state)
  const migrated = subject.path === 'move' && isThere && passed && signature.signed
  return { system: subject.system, attempt, result, passed, checks, drLimits: drLimitsOf(subject), signature, migrated }
}

const gravest: readonly CheckResult[] = ['fail', 'not_run', 'pass_with_issue', 'pass']

/** A verdict is as good as its worst check; without any check nothing has run. */
function worst(checks: readonly VerdictCheck[]): CheckResult {
  return gravest.find((result) => checks.some((check) => check.result === result)) ?? 'not_run'
}
