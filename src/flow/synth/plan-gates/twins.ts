import type { Json } from '../../../model/json.js'
import { twinsOf } from '../gates/namespaces.js'
import { twinParity } from '../gates/twin-parity.js'
import { asObject, resourcesOf, type SynthesizedStack } from '../output/read-output.js'
import type { ParsedPlan } from './parse-plan.js'
import { blocks, warns, type PlanGate } from './plan-gate.js'

/**
 * The files of twins may be alike and the clusters not: a value that the stack leaves to others comes from the cluster. So the twins are
 * compared once more with what will stand there after the plan, and a change of one side without a plan of the other is told.
 */
export const twins: PlanGate = {
  id: 'twins',
  codes: ['GATE_TWIN_PARITY', 'GATE_TWIN_UNPLANNED'],
  check({ plans, stacks }) {
    const planned = new Map(plans.map((plan) => [plan.stack, plan]))
    const after = stacks.map((stack) => afterPlan(stack, planned.get(stack.name)))
    const differing = twinParity.check(after).filter(({ stack, params }) => planned.has(stack) || planned.has(String(params.twin)))
    const pairs = twinsOf(stacks).map(({ primary, dr }) => [primary.stack.name, dr.stack.name] as const)
    return [
      ...differing.map(({ stack, resource, params }) => blocks('twins', 'GATE_TWIN_PARITY', { stack, address: resource }, params)),
      ...pairs.flatMap(([a, b]) => [[a, b], [b, a]] as const)
        .filter(([one, other]) => !planned.has(other) && changes(planned.get(one)))
        .map(([one, other]) => warns('twins', 'GATE_TWIN_UNPLANNED', { stack: one, address: null }, { twin: other })),
    ]
  },
}

function changes(plan: ParsedPlan | undefined): boolean {
  return plan?.changes.some(({ action }) => action !== 'none' && action !== 'read') ?? false
}

/** The stack with the values it will have; what its files do not mention is each cluster's own. */
function afterPlan(stack: SynthesizedStack, plan: ParsedPlan | undefined): SynthesizedStack {
  if (!plan) return stack
  const values = new Map(plan.changes.map(({ address, after }) => [address, after]))
  const resource: Record<string, Record<string, Json>> = {}
  for (const { type, id, address, body } of resourcesOf(stack)) (resource[type] ??= {})[id] = withValues(body, values.get(address)) ?? null
  return { ...stack, json: { ...stack.json, resource } }
}

/**
 * Files write one block as an object or a list, plans always as a list; what is not known before the apply is as the files say. So is
 * what they leave to a variable: an address outside the cluster is each site's own.
 */
function withValues(declared: Json | undefined, value: Json | undefined): Json | undefined {
  if (value === undefined || value === null || (typeof declared === 'string' && declared.includes('${var.'))) return declared
  if (Array.isArray(declared)) return declared.map((child: Json, index) => withValues(child, Array.isArray(value) ? value[index] : undefined) ?? null)
  if (typeof declared !== 'object' || declared === null) return value
  const block = asObject(Array.isArray(value) ? value[0] : value)
  return Object.fromEntries(Object.entries(asObject(declared)).map(([key, child]) => [key, withValues(child, block[key])]))
}
