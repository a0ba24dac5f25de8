import type { DeepReadonly } from '../../model/freeze.js'
import type { CalendarDate } from '../../model/calendar-date.js'
import type { Intent, Inventory } from '../inventory/schema/inventory.js'
import type { FindingSeverity, SystemDecision } from './assessment.js'

export const ruleFamilies = ['FAC', 'CLD', 'NET', 'SEC', 'SYS', 'SHR', 'MIG', 'X'] as const

/** One sentence in both languages; `{name}` holes are filled with the evidence of a finding. */
export interface BothLanguages {
  readonly en: string
  readonly zh: string
}

/** What a rule saw that it does not allow; the runner adds the rule's id, its severity and the exemption. */
export interface Observation {
  readonly subject: string
  readonly collection: string
  readonly evidence: Readonly<Record<string, string | number | boolean | null>>
  /** Where one case of a rule weighs more or less than the rule itself (FAC-01). */
  readonly severity?: FindingSeverity
  /** The day on which an exemption has to hold; the start of the programme when absent. */
  readonly on?: CalendarDate
}

/** A place as rules see it before there is a plan. Classified systems have no decision. */
export interface AssessedPlace {
  readonly inventory: Inventory
  readonly intent: Intent
  readonly decisions: readonly DeepReadonly<SystemDecision>[]
}

export interface PlannedPlace extends AssessedPlace {
  readonly plan: PlanView
}

/** What rules read of a plan. A `Plan` satisfies it; said here so that this stage needs nothing of the next one. */
export interface PlanView {
  readonly waves: readonly PlannedWave[]
  readonly activities: readonly PlannedActivity[]
  readonly closings: readonly { readonly collection: string; readonly id: string; readonly date: CalendarDate }[]
  readonly resources: readonly { readonly resource: string; readonly peak: number; readonly capacity: number }[]
}

interface PlannedWave {
  readonly no: number
  readonly kind: 'pilot' | 'bulk' | 'final'
  readonly start: CalendarDate
  readonly systems: readonly string[]
}

export interface PlannedActivity {
  readonly system: string
  readonly kind: string
  readonly start: CalendarDate
  readonly end: CalendarDate
  readonly window: { readonly start: string; readonly minutes: number } | null
}

interface RuleHeader {
  /** As in the list of rules: `CLD-06`. */
  readonly id: string
  readonly family: (typeof ruleFamilies)[number]
  readonly severity: FindingSeverity
  /** The rule as a statement. */
  readonly title: BothLanguages
  readonly why: BothLanguages
  readonly fix: BothLanguages
}

/** A rule on facts and decisions alone. */
export interface InventoryRule extends RuleHeader {
  readonly needs?: never
  check(place: AssessedPlace): Observation[]
}

/** A rule on dates; runs after planning. */
export interface PlanRule extends RuleHeader {
  readonly needs: 'plan'
  check(place: PlannedPlace): Observation[]
}

/** One demand of the policy documents that a machine can check. Rules hold no dates: these come from `intent.programme.dates`. */
export type Rule = InventoryRule | PlanRule
