import type { Construct } from 'constructs'
import { gatewayQuota } from '../blueprint/quota.js'
import type { DomainUnit } from '../blueprint/units.js'
import { annotationKeys, labelKeys } from '../labels.js'
import { namespaces } from '../names.js'
import { defineGateway } from './gateway.js'
import { defineTenancy } from './tenancy.js'

export function defineDomain(scope: Construct, { domain, domainKind, site, cidrs, rules }: DomainUnit): void {
  const created = defineTenancy(scope, {
    namespace: namespaces.domain(domain),
    site,
    labels: { [labelKeys.domain]: domain, [labelKeys.gateway]: domain, [labelKeys.domainKind]: domainKind },
    annotations: cidrs.length > 0 ? { [annotationKeys.cidr]: cidrs.join(',') } : {},
    quota: gatewayQuota,
    rules,
  })
  defineGateway(scope, { domain, site, after: created })
}
