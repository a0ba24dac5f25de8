import type { Diagnostic } from '../../diagnostics/diagnostic.js'
import type { Assessment } from '../assessment/assessment.js'
import type { Intent, Inventory } from '../inventory/schema/inventory.js'
import { checkCalendar } from './checker/calendar.js'
import { checkCapacity } from './checker/capacity.js'
import { checkClosings } from './checker/closings.js'
import { checkCopies } from './checker/copies.js'
import { checkCoverage } from './checker/coverage.js'
import { checkDeadlines } from './checker/deadlines.js'
import { checkGates } from './checker/gates.js'
import { checkIdentity } from './checker/identity.js'
import { checkOrder } from './checker/order.js'
import { checkSequence } from './checker/sequence.js'
import { checkWaves } from './checker/waves.js'
import type { Checked } from './checker/checked.js'
import type { Plan } from './plan.js'

/** Every constraint, each checked from inventory and intent alone. */
const checks: readonly ((checked: Checked) => Diagnostic[])[] = [
  checkIdentity, checkCoverage, checkSequence, checkCopies, checkCalendar, checkCapacity, checkOrder, checkGates, checkWaves, checkClosings, checkDeadlines,
]

/**
 * Verifies a plan against everything it has to respect. Shares no code with the search, so that a mistake there shows here.
 * Errors mean that the plan must not be used; a date after its deadline is a warning, for an exemption may cover it.
 */
export function checkPlan(plan: Plan, inventory: Inventory, intent: Intent, assessment: Assessment): Diagnostic[] {
  const checked: Checked = { plan, inventory, intent, assessment }
  return checks.flatMap((check) => check(checked))
}
