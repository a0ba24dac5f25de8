import type { Inventory } from '../../../inventory/schema/inventory.js'
import { deploymentsOf, facilityOf } from '../../target-deployment.js'
import type { AssessedPlace, InventoryRule, Observation } from '../../rule.js'

type System = Inventory['systems'][number]
type Deployment = NonNullable<System['deployments']>[number]

export const rule = {
  id: 'CLD-14',
  family: 'CLD',
  severity: 'block',
  title: { en: 'Primary and replica lie in different facilities', zh: '主用与容灾副本不在同一机房' },
  why: { en: 'A replica in the same building is lost together with the original.', zh: '副本与主用同处一地，会一同丢失。' },
  fix: { en: 'Put the replica of {subject} into another facility than {facility}.', zh: '把 {subject} 的副本放到 {facility} 以外的设施。' },
  check: ({ inventory }: AssessedPlace): Observation[] => [
    ...inventory.systems.flatMap((system) => replicasBeside(system, inventory)),
    ...inventory.clouds.flatMap(drFacilityBeside)
  ],
} satisfies InventoryRule

function replicasBeside(system: System, inventory: Inventory): Observation[] {
  return pairsOf(system).flatMap(([primary, replica]) => {
    const facility = facilityOf(primary, inventory)
    if (facility === undefined || facility !== facilityOf(replica, inventory)) return []
    return [{ subject: system.id, collection: 'systems', evidence: { primary: primary.id, replica: replica.id, facility } }]
  })
}

/** A deployment and the replica it names; where none is named, the target and each DR deployment. */
function pairsOf(system: System): [Deployment, Deployment][] {
  const named = (system.deployments ?? []).flatMap((primary) => {
    const replica = system.deployments?.find(({ id }) => id === primary.replica)
    return replica === undefined ? [] : [[primary, replica] satisfies [Deployment, Deployment]]
  })
  if (named.length > 0) return named
  return deploymentsOf(system, 'target')
    .flatMap((primary) => deploymentsOf(system, 'dr').map((replica) => [primary, replica] satisfies [Deployment, Deployment]))
}

function drFacilityBeside(cloud: Inventory['clouds'][number]): Observation[] {
  const zone = (cloud.zones ?? []).find(({ facility }) => facility === cloud.drFacility)
  return zone === undefined
    ? []
    : [{ subject: cloud.id, collection: 'clouds', evidence: { primary: zone.id, replica: zone.facility, facility: zone.facility } }]
}
