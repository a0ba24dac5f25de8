import type { Inventory } from '../inventory/schema/inventory.js'
import type { Reason } from './assessment.js'

type System = Inventory['systems'][number]

/**
 * Defaults where no policy names the system; levels count upward, 6 is the strongest (GB/T 20988).
 * Level 3 protection asks for off-site real-time backup (GB/T 22239), hence 4.
 */
const tierByImportance = { core: 5, important: 4, general: 2 }
const tierBySecLevel = { l1: 2, l2: 2, l3: 4, l4: 5, l5: 5, ungraded: 2 }

/** The strongest tier a policy demands for the system, else the default. */
export function drTierOf(system: System, inventory: Inventory): { tier: number; reason: Reason } {
  const [policy] = inventory.drPolicies.filter(({ systems }) => systems.includes(system.id)).sort((a, b) => b.tier - a.tier)
  if (policy !== undefined) return { tier: policy.tier, reason: { code: 'dr_by_policy', params: { tier: policy.tier, policy: policy.id } } }
  const { importance = 'general', secLevel = 'ungraded' } = system
  const tier = Math.max(tierByImportance[importance], tierBySecLevel[secLevel])
  return { tier, reason: { code: 'dr_by_importance', params: { tier, importance, secLevel } } }
}
