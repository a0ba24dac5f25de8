import { resourcesOf } from '../output/read-output.js'
import type { ParsedPlan } from './parse-plan.js'
import { blocks, type PlanGate, type PlanSet } from './plan-gate.js'
import type { PlanGateFinding } from './plan-set.js'

/** A wave changes its own stacks, and a stack's plan what its own files declare: else the plan is of something else. */
export const outsideSelection: PlanGate = {
  id: 'outside-selection',
  codes: ['GATE_OUTSIDE_SELECTION', 'GATE_FOREIGN_RESOURCE', 'GATE_PLAN_PARTIAL'],
  check: (set) => set.plans.flatMap((plan) => [...outside(plan, set), ...foreign(plan, set), ...partial(plan, set)]),
}

function outside({ stack, changes }: ParsedPlan, { selection }: PlanSet): PlanGateFinding[] {
  const changed = changes.filter(({ action, importing }) => action !== 'none' || importing)
  if (selection === null || selection.includes(stack) || changed.length === 0) return []
  return [blocks('outside-selection', 'GATE_OUTSIDE_SELECTION', { stack, address: null }, { count: changed.length })]
}

/** What is only deleted has left the files; everything else has to be in them. */
function foreign({ stack, changes }: ParsedPlan, set: PlanSet): PlanGateFinding[] {
  const declared = declaredBy(stack, set)
  return changes.filter(({ action, address }) => action !== 'delete' && !declared.has(address))
    .map((change) => blocks('outside-selection', 'GATE_FOREIGN_RESOURCE', change, { action: change.action }))
}

/** A plan names also what stays, but for one that removes the stack; `-target` and `-exclude` leave the rest out, and nobody has judged that. */
function partial({ stack, changes }: ParsedPlan, set: PlanSet): PlanGateFinding[] {
  const named = new Set(changes.map(({ address }) => address))
  const missing = [...declaredBy(stack, set)].filter((address) => !named.has(address))
  if (missing.length === 0 || changes.every(({ action }) => action === 'delete')) return []
  return [blocks('outside-selection', 'GATE_PLAN_PARTIAL', { stack, address: null }, { count: missing.length, first: missing[0] ?? '-' })]
}

function declaredBy(stack: string, { stacks }: PlanSet): ReadonlySet<string> {
  return new Set(stacks.filter(({ name }) => name === stack).flatMap(resourcesOf).map(({ address }) => address))
}
