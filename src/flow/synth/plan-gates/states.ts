import type { Json } from '../../../model/json.js'
import { asObject, type SynthesizedStack } from '../output/read-output.js'
import type { ParsedPlan, ResourceChange } from './parse-plan.js'
import type { PlanSet } from './plan-gate.js'

/**
 * The stacks as they stand in the clusters before the plans, or will after them. A stack without a plan is taken as its files say: it is
 * applied, or it is planned by another run that is judged by itself.
 */
export function stacksAt(side: 'before' | 'after', { stacks, plans }: PlanSet): SynthesizedStack[] {
  const planned = new Map(plans.map((plan) => [plan.stack, plan]))
  return stacks.map((stack) => {
    const plan = planned.get(stack.name)
    return plan ? { ...stack, json: { ...stack.json, resource: resourcesAt(side, plan) } } : stack
  })
}

function resourcesAt(side: 'before' | 'after', { changes }: ParsedPlan): Record<string, Record<string, Json>> {
  const resources: Record<string, Record<string, Json>> = {}
  for (const change of changes.filter((one) => valueAt(side, one) !== undefined)) {
    (resources[change.type] ??= {})[change.id] = withoutEmpty(valueAt(side, change)) ?? {}
  }
  return resources
}

function valueAt(side: 'before' | 'after', change: ResourceChange): Json | undefined {
  // A manifest's `object` is what stands in the cluster.
  if (side === 'before' && change.type === 'kubernetes_manifest' && asObject(change.before).object) return { manifest: asObject(change.before).object }
  return change[side]
}

/** The provider writes every block a kind may have, absent ones as empty lists; files leave them out. A block without contents stays: it selects all. */
function withoutEmpty(value: Json | undefined): Json | undefined {
  if (Array.isArray(value)) return value.map((child: Json) => withoutEmpty(child) ?? null)
  if (typeof value !== 'object' || value === null) return value
  const kept = Object.entries(asObject(value)).filter(([, child]) => child !== null && child !== undefined && !(Array.isArray(child) && child.length === 0))
  return Object.fromEntries(kept.map(([key, child]) => [key, withoutEmpty(child)]))
}
