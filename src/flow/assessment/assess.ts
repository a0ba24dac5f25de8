import { makeArtifact } from '../../model/artifact.js'
import type { Intent, Inventory } from '../inventory/schema/inventory.js'
import type { Assessment } from './assessment.js'
import { decide } from './decide.js'
import { rules } from './rules/registry.js'
import { classifiedGrades } from './rules/SEC/SEC-01.js'
import { checkInventoryRules, isOn } from './run-rules.js'

/**
 * Inventory and intent to findings and one decision per system. A classified record gets no decision: it is counted, SEC-01
 * stops the plan, and its name goes nowhere. Rules on dates run after planning (`checkPlanRules`).
 */
export function assess(inventory: Inventory, intent: Intent): Assessment {
  const open = inventory.systems.filter(({ classified }) => !classifiedGrades.has(classified)).toSorted((a, b) => (a.id < b.id ? -1 : 1))
  const decisions = open.map((system) => decide(system, inventory, intent))
  const placeholders = inventory.classifiedPlaceholders.reduce((sum, { count }) => sum + count, 0)
  return makeArtifact('assessment', inventory.place, { inventory: inventory.hash, intent: intent.hash }, {
    findings: checkInventoryRules(rules, { inventory, intent, decisions }),
    decisions,
    classifiedCount: placeholders + inventory.systems.length - open.length,
    rules: rules.map((rule) => ({ id: rule.id, on: isOn(rule, intent) })),
  })
}
