import type { moveMethod } from '../../model/enums.js'
import type { Intent, Inventory } from '../inventory/schema/inventory.js'
import type { Disposition, Reason, SystemDecision } from './assessment.js'
import { proposeDisposition } from './disposition.js'
import { drTierOf } from './dr-tier.js'
import { chooseZone } from './target-zone.js'

type System = Inventory['systems'][number]
type Method = keyof typeof moveMethod

const methodOf: Partial<Record<Disposition, Method>> = {
  retire: 'datasync', merge: 'datasync', migrate_cloud: 'rehost', migrate_province: 'replace', colocate: 'colocate', rebuild: 'refactor',
}

/** What becomes of one system. What the inventory records wins; the rest is proposed, and says so. */
export function decide(system: System, inventory: Inventory, intent: Intent): SystemDecision {
  const recorded = system.disposition === undefined || system.disposition === 'undecided' ? undefined : system.disposition
  const chosen = recorded === undefined
    ? proposeDisposition(system, inventory, intent)
    : { disposition: recorded, reason: { code: 'decided_by_inventory', params: { disposition: recorded, because: system.dispositionReason ?? '—' } } }
  const decision: SystemDecision = {
    system: system.id, disposition: chosen.disposition, decidedBy: recorded === undefined ? 'proposed' : 'inventory',
    method: method(system, chosen.disposition), targetZone: null, mergeInto: null, drTier: null, reasons: [chosen.reason],
  }
  if (chosen.disposition === 'merge') return withSurvivor(decision, system, inventory)
  return chosen.disposition === 'migrate_cloud' || chosen.disposition === 'rebuild' ? withPlace(decision, system, inventory) : decision
}

function method(system: System, disposition: Disposition): Method | null {
  if (system.method !== undefined) return system.method
  if (disposition !== 'migrate_cloud') return methodOf[disposition] ?? null
  if (system.stage !== 'running' && system.stage !== 'suspended') return 'reinstall'
  return system.xinchuang === 'needed' ? 'replatform' : 'rehost'
}

function withSurvivor(decision: SystemDecision, system: System, { similarityGroups }: Inventory): SystemDecision {
  const survivor = similarityGroups.find(({ members }) => members.includes(system.id))?.survivor ?? system.parentSystem ?? null
  if (survivor !== null && survivor !== system.id) return { ...decision, mergeInto: survivor }
  return { ...decision, reasons: [...decision.reasons, { code: 'merge_target_unknown', params: {} } satisfies Reason] }
}

function withPlace(decision: SystemDecision, system: System, inventory: Inventory): SystemDecision {
  const { zone, reason } = chooseZone(system, inventory)
  const dr = drTierOf(system, inventory)
  return { ...decision, targetZone: zone, drTier: dr.tier, reasons: [...decision.reasons, reason, dr.reason] }
}
