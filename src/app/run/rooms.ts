import type { Inventory } from '../../flow/inventory/schema/inventory.js'

/** The room each system stands in today, as far as the inventory knows it: the first of its current deployments. */
export function roomsOf({ systems }: Inventory): ReadonlyMap<string, string> {
  return new Map(systems.flatMap(({ id, deployments = [] }) => {
    const room = deployments.find(({ env, facility }) => env === 'current' && facility !== undefined)?.facility
    return room === undefined ? [] : [[id, room] as const]
  }))
}
