import { problem, warning, type Diagnostic } from '../diagnostics/diagnostic.js'
import type { DeepReadonly } from '../model/freeze.js'
import { assess } from '../flow/assessment/assess.js'
import type { Assessment, Finding } from '../flow/assessment/assessment.js'
import { ruleFamilies } from '../flow/assessment/rule.js'
import type { Intent, Inventory } from '../flow/inventory/schema/inventory.js'

export { findingWords } from '../flow/assessment/finding-words.js'
export { decisionReasonWords } from '../flow/assessment/reason-words.js'
export type { Assessment } from '../flow/assessment/assessment.js'
export type PlaceFinding = DeepReadonly<Finding>

/** Facts and intent of a place, as `readPlace` returns them. */
export interface PlaceFacts {
  readonly inventory: Inventory
  readonly intent: Intent
}

export interface PlaceAssessment {
  readonly assessment: Assessment
  readonly diagnostics: readonly Diagnostic[]
}

/** Checks the rules of a place and decides on each system; open findings that stop the flow come as one diagnostic. */
export function assessPlace({ inventory, intent }: PlaceFacts): PlaceAssessment {
  const assessment = assess(inventory, intent)
  return { assessment, diagnostics: [...unknownSwitches(intent), ...gateOf(assessment.findings, intent.programme.place)] }
}

/** Findings that stop what comes after: grave, and covered by no exemption. */
export function openFindings(findings: readonly PlaceFinding[]): PlaceFinding[] {
  return findings.filter(({ severity, exemption }) => (severity === 'block' || severity === 'error') && exemption === undefined)
}

export function gateOf(findings: readonly PlaceFinding[], place: string): Diagnostic[] {
  const open = openFindings(findings)
  const rules = [...new Set(open.map(({ rule }) => rule))].sort().join(', ')
  return open.length === 0 ? [] : [problem('ASM_FINDINGS_OPEN', { place, count: open.length, rules })]
}

function unknownSwitches({ programme }: Intent): Diagnostic[] {
  const name = new RegExp(`^(${ruleFamilies.join('|')})-\\d\\d$`)
  return Object.keys(programme.rules ?? {}).filter((rule) => !name.test(rule)).map((rule) => warning('ASM_RULE_UNKNOWN', { rule, place: programme.place }))
}
