import type { Inventory } from '../inventory/schema/inventory.js'
import type { Demand } from './schedule/problem.js'

type System = Inventory['systems'][number]
type Deployment = NonNullable<System['deployments']>[number]

/** What has to be copied: databases and files of today's deployments, and what changes in them a day. */
export function sizeOf(system: System): { sizeGb: number; changeGbPerDay: number } {
  const current = (system.deployments ?? []).filter(({ env }) => env === 'current')
  const stores = current.flatMap(({ db }) => db ?? [])
  return {
    sizeGb: round(sum(stores.map(({ sizeGb }) => sizeGb)) + sum(current.map(({ files }) => files?.sizeGb ?? 0))),
    changeGbPerDay: round(sum(stores.map(({ changeGbPerDay }) => changeGbPerDay ?? 0))),
  }
}

/** What it takes of its zone: the nodes of the target deployment, or those of today where the target is not drawn up yet. */
export function demandOf(system: System): Demand {
  const target = (system.deployments ?? []).filter(({ env }) => env === 'target')
  const chosen = target.some(({ nodes }) => nodes !== undefined) ? target : (system.deployments ?? []).filter(({ env }) => env === 'current')
  const nodes = chosen.flatMap(({ nodes: each }) => each ?? [])
  return {
    vcpu: round(sum(nodes.map(({ vcpu, count }) => vcpu * count))),
    memGb: round(sum(nodes.map(({ memGb, count }) => memGb * count))),
    storageGb: round(Math.max(sum(nodes.map(({ sysDiskGb = 0, dataDiskGb = 0, count }) => (sysDiskGb + dataDiskGb) * count)), sum(chosen.map(dataGb)))),
  }
}

function dataGb({ db, files }: Deployment): number {
  return sum((db ?? []).map(({ sizeGb }) => sizeGb)) + (files?.sizeGb ?? 0)
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

/** Thousandths, so that sums do not depend on the order in which they were made. */
function round(value: number): number {
  return Math.round(value * 1_000) / 1_000
}
