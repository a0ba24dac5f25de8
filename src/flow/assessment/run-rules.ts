import type { Intent } from '../inventory/schema/inventory.js'
import type { Finding } from './assessment.js'
import { exemptionFor } from './exemption.js'
import type { AssessedPlace, Observation, PlannedPlace, Rule } from './rule.js'

const severityOrder = { block: 0, error: 1, warn: 2, info: 3 }

/** Findings of the rules that need no plan, the gravest first. */
export function checkInventoryRules(rules: readonly Rule[], place: AssessedPlace): Finding[] {
  return sorted(switchedOn(rules, place.intent)
    .flatMap((rule) => (rule.needs === 'plan' ? [] : rule.check(place).map((seen) => findingOf(rule, seen, place.intent)))))
}

/** Findings of the rules on dates. */
export function checkPlanRules(rules: readonly Rule[], place: PlannedPlace): Finding[] {
  return sorted(switchedOn(rules, place.intent)
    .flatMap((rule) => (rule.needs === 'plan' ? rule.check(place).map((seen) => findingOf(rule, seen, place.intent)) : [])))
}

/** Rules are on unless the place switches them off. */
export function isOn(rule: Rule, intent: Intent): boolean {
  return intent.programme.rules?.[rule.id] !== 'off'
}

function switchedOn(rules: readonly Rule[], intent: Intent): Rule[] {
  return rules.filter((rule) => isOn(rule, intent))
}

function findingOf(rule: Rule, seen: Observation, intent: Intent): Finding {
  const exemption = exemptionFor(rule.id, seen.subject, seen.on ?? intent.programme.dates.start, intent.exemptions)
  return {
    rule: rule.id,
    severity: seen.severity ?? rule.severity,
    subject: seen.subject,
    collection: seen.collection,
    evidence: { ...seen.evidence },
    ...(exemption === undefined ? {} : { exemption }),
  }
}

function sorted(findings: Finding[]): Finding[] {
  const key = ({ severity, rule, subject }: Finding) => `${severityOrder[severity]} ${rule} ${subject}`
  return findings.sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0))
}
