import type { Construct } from 'constructs'
import type { DomainUnit } from '../blueprint/units.js'
import { annotationKeys, labelKeys } from '../labels.js'
import { namespaces } from '../names.js'
import { defineTenancy } from './tenancy.js'

/** Room for a pair of gateway pods of 2 cores and 4 GiB, and one more while they are replaced. */
const gatewayRoom = { size: { milliCpu: 2000, memoryMib: 4096 }, pods: 3, storageGib: 0 }

export function defineDomain(scope: Construct, { domain, site, cidrs, rules }: DomainUnit): void {
  defineTenancy(scope, {
    namespace: namespaces.domain(domain),
    site,
    labels: { [labelKeys.domain]: domain, [labelKeys.gateway]: domain },
    annotations: cidrs.length > 0 ? { [annotationKeys.cidr]: cidrs.join(',') } : {},
    ...gatewayRoom,
    rules,
  })
}
