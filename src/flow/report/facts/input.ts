import type { EvidenceRecord } from '../../../model/evidence.js'
import type { DeepReadonly } from '../../../model/freeze.js'
import type { Instant } from '../../../model/instant.js'
import type { Approval, RunRecord, SystemRecord } from '../../../ports/run-store.js'
import type { Assessment, Finding } from '../../assessment/assessment.js'
import type { Intent, Inventory } from '../../inventory/schema/inventory.js'
import type { Plan } from '../../plan/plan.js'
import type { Verdict } from '../../verify/verdict.js'

/** All that a report is made from; the same input gives the same facts. */
export interface FactsInput {
  readonly run: RunRecord
  readonly pace: 'calendar' | 'now'
  readonly systems: readonly SystemRecord[]
  /** The whole chain of the run, in order. */
  readonly evidence: readonly EvidenceRecord[]
  readonly approvals: readonly Approval[]
  readonly verdicts: readonly Verdict[]
  readonly plan: Plan
  readonly assessment: Assessment
  /** On facts (those of the assessment) and on the plan's dates. */
  readonly findings: readonly DeepReadonly<Finding>[]
  readonly inventory: Inventory
  readonly intent: Intent
  /** Titles of the rules by id, in both languages. */
  readonly ruleTitles: Readonly<Record<string, { readonly zh: string; readonly en: string }>>
  readonly generatedAt: Instant
  readonly toolVersion: string
}

/** Ids under which the artifacts stand in the appendix. */
export const ARTIFACT = {
  run: 'artifact/run', inventory: 'artifact/inventory', intent: 'artifact/intent', assessment: 'artifact/assessment', plan: 'artifact/plan',
  stacks: 'artifact/stacks',
} as const

const CLASSIFIED: ReadonlySet<string> = new Set(['secret', 'confidential', 'top'])

/** What may be named: a record with a grade is counted and never named, even when it has crept into a plan. */
export function mayBeNamed({ inventory }: FactsInput): (system: string) => boolean {
  const hidden = new Set(inventory.systems.filter(({ classified }) => CLASSIFIED.has(classified)).map(({ id }) => id))
  return (system) => !hidden.has(system)
}
