import type { CalendarDate } from '../../model/calendar-date.js'
import type { ContentHash } from '../../model/canonical.js'
import type { light, waveKind } from '../../model/enums.js'
import type { EvidenceRecord } from '../../model/evidence.js'
import type { Instant } from '../../model/instant.js'
import type { SystemState } from '../../model/system-state.js'
import type { Gate, Waiting } from '../../ports/run-store.js'
import type { Disposition, FindingSeverity } from '../assessment/assessment.js'
import type { ActivityKind } from '../plan/plan.js'
import type { CheckResult, VerdictCheck } from '../verify/verdict.js'
import type { Figure } from './facts/figure.js'

/** Every number of a report, once; each face only formats it. */
export interface ReportFacts {
  readonly _meta: ReportMeta
  readonly totals: ReportTotals
  readonly dispositions: readonly { readonly disposition: Disposition; readonly systems: Figure }[]
  readonly systems: readonly SystemFacts[]
  readonly rollbacks: readonly RollbackFacts[]
  readonly waves: readonly WaveFacts[]
  readonly targets: readonly TargetFacts[]
  readonly gates: readonly GateFacts[]
  readonly findings: readonly FindingFacts[]
  readonly decisions: readonly DecisionFacts[]
  /** Committed systems without a passing, signed verdict: there must be none. */
  readonly unsigned: readonly string[]
  readonly appendix: readonly AppendixEntry[]
}

export interface ReportMeta {
  readonly schema: 1
  readonly run: string
  readonly place: string
  readonly programme: string
  readonly document: string
  readonly operator: string
  readonly startedAt: Instant
  /** Newest thing that was seen; figures are as of then. */
  readonly dataAt: Instant
  /** 数据截至: that day in China. */
  readonly dataDate: CalendarDate
  readonly generatedAt: Instant
  readonly toolVersion: string
  /** Whether the run keeps to the plan's dates or goes as fast as it can (a rehearsal). */
  readonly pace: 'calendar' | 'now'
  readonly planHash: ContentHash
  readonly inventoryHash: ContentHash
  readonly stacksHash: ContentHash | null
  /** The files of the place are no longer those that were approved. */
  readonly inventoryChanged: boolean
  readonly chainIntact: boolean
}

export interface ReportTotals {
  readonly systems: Figure
  /** To the city's cloud; what goes to the province or elsewhere is in the waves, not in the rate. */
  readonly toMigrate: Figure
  readonly migrated: Figure
  /** 上云率, percent. */
  readonly migrationRate: Figure
  /** Served by the new side, committed or not. */
  readonly onNewSide: Figure
  readonly verified: Figure
  readonly toRetire: Figure
  readonly retired: Figure
  /** Counted, never named. */
  readonly classified: Figure
  readonly unplanned: Figure
  readonly roomsToClose: Figure
  readonly roomsEmptied: Figure
  readonly roomsClosed: Figure
  readonly writesAcknowledged: Figure
  readonly writesLost: Figure
  readonly longestOutageMs: Figure
  readonly copiedRows: Figure
  readonly copiedBytes: Figure
  readonly drillsPassed: Figure
  readonly drillsNeeded: Figure
}

export interface SystemFacts {
  readonly id: string
  readonly name: string
  readonly owner: string
  readonly path: 'move' | 'retire'
  readonly wave: number | null
  /** Goes to the city's cloud (moved or rebuilt): the set over which 上云率 is taken. */
  readonly toCloud: boolean
  readonly attempt: number
  readonly state: SystemState
  readonly since: Instant | null
  readonly waiting: Waiting | null
  readonly copiedRows: Figure
  readonly copiedBytes: Figure
  readonly outageMs: Figure
  /** Who measured the outage: the users' side, or the orchestrator from fence to opening. */
  readonly outageSeenBy: 'users' | 'orchestrator' | null
  readonly acknowledged: Figure
  readonly lost: Figure
  readonly archiveBytes: Figure
  readonly drill: { readonly rtoMs: Figure; readonly rpoMs: Figure; readonly rtoLimitMs: Figure; readonly rpoLimitMs: Figure; readonly tier: Figure }
  readonly verdict: { readonly result: CheckResult; readonly checks: readonly VerdictCheck[]; readonly signed: boolean; readonly signedBy: readonly string[] }
  readonly migrated: boolean
  /** Attempts before the one that counts; each was rolled back, for only then another one begins. */
  readonly history: readonly AttemptFacts[]
}

export interface AttemptFacts {
  readonly attempt: number
  readonly records: Figure
  readonly lastAt: Instant
}

export interface RollbackFacts {
  readonly system: string
  readonly name: string
  readonly attempt: number
  readonly at: Instant
  readonly outageMs: Figure
  readonly lost: Figure
  readonly proof: CheckResult
  readonly proofEvidence: string | null
}

export interface WaveFacts {
  readonly no: number
  readonly kind: keyof typeof waveKind
  readonly start: CalendarDate
  readonly end: CalendarDate
  readonly systems: Figure
  readonly onNewSide: Figure
  readonly migrated: Figure
  readonly blocked: Figure
  readonly names: readonly string[]
  readonly spans: readonly SpanFacts[]
}

export interface SpanFacts {
  readonly system: string
  readonly name: string
  readonly kind: ActivityKind
  readonly start: CalendarDate
  readonly end: CalendarDate
}

export interface TargetFacts {
  readonly id: string
  readonly text: string
  readonly deadline: CalendarDate | null
  readonly deadlineText: string
  readonly forecast: CalendarDate | null
  readonly light: keyof typeof light
  readonly lead: readonly string[]
  readonly evidence: string
}

export interface GateFacts {
  readonly system: string
  readonly name: string
  readonly attempt: number
  readonly gate: Gate
  readonly by: string
  readonly at: Instant
  readonly why: string
  readonly evidence: string
}

export interface FindingFacts {
  readonly severity: FindingSeverity
  readonly open: Figure
  readonly covered: Figure
  readonly rules: readonly { readonly rule: string; readonly title: { readonly zh: string; readonly en: string }; readonly open: Figure }[]
}

/** Something that waits for a person: sentences are made of it per language. */
export type DecisionFacts =
  | { readonly kind: 'chain_broken' | 'inventory_changed'; readonly evidence: string }
  | { readonly kind: 'blocked'; readonly name: string; readonly step: string; readonly cause: string; readonly since: Instant; readonly evidence: string }
  | { readonly kind: 'verdict_failed'; readonly name: string; readonly checks: readonly VerdictCheck['check'][]; readonly evidence: string }
  | WaitingFacts
  | { readonly kind: 'findings_open'; readonly open: Figure; readonly evidence: string }
  | { readonly kind: 'rolled_back'; readonly name: string; readonly since: Instant; readonly evidence: string }
  | LateTargetFacts
  | { readonly kind: 'unsigned'; readonly name: string; readonly evidence: string }

interface WaitingFacts {
  readonly kind: 'waiting'
  readonly name: string
  readonly reason: Waiting['reason']
  readonly gate: string
  readonly owner: string
  readonly since: Instant
  readonly evidence: string
}

interface LateTargetFacts {
  readonly kind: 'target_late'
  readonly target: string
  readonly text: string
  readonly deadline: CalendarDate
  readonly forecast: CalendarDate
  readonly lead: readonly string[]
  readonly evidence: string
}

export interface AppendixEntry {
  readonly id: string
  readonly kind: EvidenceRecord['kind'] | 'artifact'
  readonly system: string | null
  readonly attempt: number | null
  readonly at: Instant | null
  readonly hash: ContentHash
}
