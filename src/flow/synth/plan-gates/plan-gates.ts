import { adoption } from './adoption.js'
import { counts } from './counts.js'
import { cutover } from './cutover.js'
import { demotion } from './demotion.js'
import { drift } from './drift.js'
import { guarded } from './guarded.js'
import { images } from './images.js'
import { knownResources } from './known-resources.js'
import { namespaceLabels } from './namespace-labels.js'
import { newPaths } from './new-paths.js'
import { outsideSelection } from './outside-selection.js'
import { parsePlan, type ParsedPlan, type RefusedPlan } from './parse-plan.js'
import type { PlanGate } from './plan-gate.js'
import { defaultLimits, type PlanGateFinding, type PlanGateInput } from './plan-set.js'
import { readable } from './readable.js'
import { twins } from './twins.js'

export const planGates: readonly PlanGate[] = [
  readable, knownResources, guarded, outsideSelection, images, namespaceLabels, demotion, newPaths, twins, cutover, counts, drift, adoption,
]

/** Findings of all plan gates, those that block first, then by stack. Equal input gives equal findings; values that the provider hides are in none. */
export function runPlanGates({ plans: planned, limits, ...input }: PlanGateInput): PlanGateFinding[] {
  const results = planned.map(parsePlan)
  const set = { ...input, plans: results.filter(isParsed), refused: results.filter(isRefused), limits: { ...defaultLimits, ...limits } }
  const key = ({ severity, stack, gate, code, resource, params }: PlanGateFinding): string => [severity, stack, gate, code, resource, JSON.stringify(params)].join(' ')
  return planGates.flatMap((gate) => gate.check(set)).sort((a, b) => (key(a) < key(b) ? -1 : 1))
}

function isParsed(result: ParsedPlan | RefusedPlan): result is ParsedPlan {
  return !isRefused(result)
}

function isRefused(result: ParsedPlan | RefusedPlan): result is RefusedPlan {
  return 'reason' in result
}
