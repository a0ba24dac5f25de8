import type { DeepReadonly } from '../../model/freeze.js'
import type { CloudZone, Inventory } from '../inventory/schema/inventory.js'
import type { Reason } from './assessment.js'
import { cloudZones, deploymentsOf } from './target-deployment.js'

type System = Inventory['systems'][number]
type Zone = DeepReadonly<CloudZone>

export interface ZoneChoice {
  /** Id of the zone; null when there is none or more than one. */
  zone: string | null
  reason: Reason
}

/** Which zone a system goes to: the one its target deployment names, else by what it needs and whom it serves (CLD-09). */
export function chooseZone(system: System, inventory: Inventory): ZoneChoice {
  const targets = deploymentsOf(system, 'target').filter(({ cloudZone }) => cloudZone !== undefined && cloudZones.has(cloudZone))
  const kinds = [...new Set(targets.map(({ cloudZone }) => cloudZone))].sort()
  if (kinds.length > 1) return { zone: null, reason: { code: 'zone_ambiguous', params: { kinds: kinds.join(', ') } } }
  const [named] = targets
  if (named?.cloudZone !== undefined) return pick(named.cloudZone, named.cloud, inventory, (zone) => ({ code: 'zone_named', params: { zone } }))
  if (system.xinchuang === 'needed' && zonesOf('xinchuang', undefined, inventory).length > 0) {
    return pick('xinchuang', undefined, inventory, (zone) => ({ code: 'zone_for_domestic', params: { zone } }))
  }
  const kind = servesPublic(system) ? 'public_service' : 'admin_service'
  return pick(
    kind,
    undefined,
    inventory,
    (zone) => ({ code: 'zone_by_audience', params: { zone, users: system.audience ?? system.useScope ?? system.networks.join(', ') } }),
  )
}

function pick(kind: string, cloud: string | undefined, inventory: Inventory, because: (zone: string) => Reason): ZoneChoice {
  const [zone] = zonesOf(kind, cloud, inventory)
  return zone === undefined ? { zone: null, reason: { code: 'zone_missing', params: { kind } } } : { zone: zone.id, reason: because(zone.id) }
}

/** Zones of a kind on clouds that are not closed, the one with the most free processors first. */
function zonesOf(kind: string, cloud: string | undefined, inventory: Inventory): Zone[] {
  const clouds = inventory.clouds.filter(({ id, status }) => (cloud === undefined || cloud === id) && status !== 'closing' && status !== 'closed')
  const zones = clouds.flatMap((each) => each.zones ?? []).filter((zone) => zone.kind === kind)
  return zones.sort((a, b) => b.capacity.vcpu - a.capacity.vcpu || (a.id < b.id ? -1 : 1))
}

/** The audience decides; where it is not recorded, the scope of use, then the networks. */
function servesPublic({ audience, useScope, networks }: System): boolean {
  if (audience !== undefined) return audience !== 'internal'
  if (useScope !== undefined) return useScope === 'public'
  return networks.some((network) => network === 'internet' || network === 'internet_zone' || network === 'extranet_public')
}
