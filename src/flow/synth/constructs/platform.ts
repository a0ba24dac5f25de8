import { PriorityClassV1 } from '@cdktf/provider-kubernetes/lib/priority-class-v1/index.js'
import type { Construct } from 'constructs'
import { evenQuota } from '../blueprint/quota.js'
import { priorityTiers, type PlatformUnit } from '../blueprint/units.js'
import { annotationKeys, labelKeys } from '../labels.js'
import { namespaces, priorityClassName } from '../names.js'
import { defineTenancy } from './tenancy.js'

/** Each channel of an exchange is a pair of proxies of half a core and 1 GiB; one pod more while they are replaced, and the exchange's own pair. */
const proxySize = { milliCpu: 500, memoryMib: 1024 }
const podsOf = (channels: readonly string[]): number => 2 * (channels.length + 1) + 1

export function definePlatform(scope: Construct, unit: PlatformUnit): void {
  for (const [tier, value] of Object.entries(priorityTiers)) {
    new PriorityClassV1(scope, `priority-${tier}`, { metadata: { name: priorityClassName(tier) }, value, globalDefault: tier === 'standard' })
  }
  const domains = unit.domains.map(({ id, cidrs }) => `${id}=${cidrs.join('+')}`).join(',')
  for (const { platform, channels, rules } of unit.exchanges) {
    defineTenancy(scope, {
      namespace: namespaces.exchange(platform), site: unit.site, labels: { [labelKeys.exchange]: platform }, annotations: { [annotationKeys.domains]: domains },
      quota: evenQuota(proxySize, podsOf(channels)), rules,
    })
  }
}
