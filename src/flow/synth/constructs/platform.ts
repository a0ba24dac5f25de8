import type { Construct } from 'constructs'
import { exchangeQuota } from '../blueprint/quota.js'
import { priorityTiers, type PlatformUnit } from '../blueprint/units.js'
import { annotationKeys, labelKeys } from '../labels.js'
import { namespaces, priorityClassName } from '../names.js'
import { PriorityClassV1 } from './kubernetes.js'
import { defineTenancy } from './tenancy.js'

export function definePlatform(scope: Construct, unit: PlatformUnit): void {
  for (const [tier, value] of Object.entries(priorityTiers)) {
    new PriorityClassV1(scope, `priority-${tier}`, { metadata: { name: priorityClassName(tier) }, value, globalDefault: tier === 'standard' })
  }
  const domains = unit.domains.map(({ id, cidrs }) => `${id}=${cidrs.join('+')}`).join(',')
  for (const exchange of unit.exchanges) {
    const { platform, rules } = exchange
    defineTenancy(scope, {
      namespace: namespaces.exchange(platform), site: unit.site, labels: { [labelKeys.exchange]: platform }, annotations: { [annotationKeys.domains]: domains },
      quota: exchangeQuota(exchange), rules,
    })
  }
}
