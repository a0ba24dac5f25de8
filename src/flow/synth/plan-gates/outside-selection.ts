import { resourcesOf } from '../output/read-output.js'
import { blocks, type PlanGate, type PlanSet } from './plan-gate.js'
import type { ParsedPlan } from './parse-plan.js'
import type { PlanGateFinding } from './plan-set.js'

/** A wave changes its own stacks, and a stack's plan what its own files declare: else the plan is of something else. */
export const outsideSelection: PlanGate = {
  id: 'outside-selection',
  codes: ['GATE_OUTSIDE_SELECTION', 'GATE_FOREIGN_RESOURCE'],
  check: (set) => set.plans.flatMap((plan) => [...outside(plan, set), ...foreign(plan, set)]),
}

function outside({ stack, changes }: ParsedPlan, { selection }: PlanSet): PlanGateFinding[] {
  const changed = changes.filter(({ action, importing }) => action !== 'none' || importing)
  if (selection === null || selection.includes(stack) || changed.length === 0) return []
  return [blocks('outside-selection', 'GATE_OUTSIDE_SELECTION', { stack, address: null }, { count: changed.length })]
}

/** What is only deleted has left the files; everything else has to be in them. */
function foreign({ stack, changes }: ParsedPlan, { stacks }: PlanSet): PlanGateFinding[] {
  const synthesized = stacks.find(({ name }) => name === stack)
  const declared = new Set((synthesized ? resourcesOf(synthesized) : []).map(({ address }) => address))
  return changes.filter(({ action, address }) => action !== 'delete' && !declared.has(address))
    .map((change) => blocks('outside-selection', 'GATE_FOREIGN_RESOURCE', change, { action: change.action }))
}
