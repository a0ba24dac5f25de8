import { PriorityClassV1 } from '@cdktf/provider-kubernetes/lib/priority-class-v1/index.js'
import type { Construct } from 'constructs'
import { priorityTiers, type PlatformUnit } from '../blueprint/units.js'
import { labelKeys } from '../labels.js'
import { namespaces, priorityClassName } from '../names.js'
import { defineTenancy } from './tenancy.js'

/** Room for a pair of exchange proxies of 2 cores and 4 GiB, and one more while they are replaced. */
const exchangeRoom = { size: { milliCpu: 2000, memoryMib: 4096 }, pods: 3, storageGib: 0 }

export function definePlatform(scope: Construct, unit: PlatformUnit): void {
  for (const [tier, value] of Object.entries(priorityTiers)) {
    new PriorityClassV1(scope, `priority-${tier}`, { metadata: { name: priorityClassName(tier) }, value, globalDefault: tier === 'standard' })
  }
  for (const { platform, rules } of unit.exchanges) {
    defineTenancy(scope, { namespace: namespaces.exchange(platform), site: unit.site, labels: { [labelKeys.exchange]: platform }, ...exchangeRoom, rules })
  }
}
