import type { EvidenceRecord } from '../../model/evidence.js'
import type { JsonObject } from '../../model/json.js'
import type { CheckId, CheckResult, Seen, VerdictCheck } from './verdict.js'

/** What a check says of the record it rests on. */
export type Look = (body: JsonObject) => { readonly result: CheckResult; readonly detail: string }

/** The newest record of a kind, or none. */
export function newest(seen: Seen, kind: EvidenceRecord['kind']): EvidenceRecord | undefined {
  return seen.evidence.findLast((one) => one.kind === kind)
}

export function notRun(check: CheckId, detail = 'no record'): VerdictCheck {
  return { check, result: 'not_run', evidence: null, detail }
}

/** Judges a record; without one the check has not run. */
export function judge(check: CheckId, record: EvidenceRecord | undefined, look: Look): VerdictCheck {
  return record ? { check, evidence: record.id, ...look(record.body) } : notRun(check)
}
