import type { Artifact } from '../../model/artifact.js'
import type { disposition, moveMethod, severity } from '../../model/enums.js'

export type Disposition = keyof typeof disposition
export type FindingSeverity = keyof typeof severity

/** One rule that does not hold for one subject. */
export interface Finding {
  rule: string
  severity: FindingSeverity
  /** Id of the record the finding is about, and its collection. */
  subject: string
  collection: string
  /** What was seen: names and values of the fields the rule read. */
  evidence: Record<string, string | number | boolean | null>
  /** Id of the exemption that covers it; a covered finding does not block. */
  exemption?: string
}

/** A reason as a code with values; the sentence comes from the catalog of reasons. */
export interface Reason {
  code: string
  params: Record<string, string | number>
}

/** What is to become of one system. */
export interface SystemDecision {
  system: string
  disposition: Disposition
  /** Whether a person or document decided it, or the assessment proposes it. */
  decidedBy: 'inventory' | 'proposed'
  method: keyof typeof moveMethod | null
  /** The one zone it goes to; null when it does not go to a cloud. */
  targetZone: string | null
  mergeInto: string | null
  /** Level 1-6 of GB/T 20988. */
  drTier: number | null
  reasons: Reason[]
}

export interface AssessmentBody {
  findings: Finding[]
  decisions: SystemDecision[]
  /** Counted, never named. */
  classifiedCount: number
  /** Rules that were run, and those the place has switched off. */
  rules: { id: string; on: boolean }[]
}

export type Assessment = Artifact<'assessment', AssessmentBody>
