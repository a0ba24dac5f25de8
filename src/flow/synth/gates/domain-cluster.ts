import { domainRules, type DomainKind } from '../../../model/domain-rules.js'
import { blocks, type Gate } from './gate.js'
import { namespacesOf } from './namespaces.js'

/** Policies separate domains within one network; one that is physically isolated may not be in it at all. */
export const domainCluster: Gate = {
  id: 'domain-cluster',
  code: 'STK_DOMAIN_CLUSTER',
  check(stacks) {
    const gateways = namespacesOf(stacks).filter(({ gateway }) => gateway !== null)
    return gateways.filter(({ domainKind }) => isAlone(domainKind)).flatMap(({ stack, resource, domain, site }) => {
      const others = gateways.filter((other) => other.site === site && other.domain !== domain).map((other) => other.domain ?? '')
      const params = { domain: domain ?? '', site: site ?? '', others: [...new Set(others)].sort().join(', ') }
      return others.length === 0 ? [] : [blocks('domain-cluster', { stack, resource }, params)]
    })
  },
}

function isAlone(kind: string | null): boolean {
  return kind !== null && Object.hasOwn(domainRules, kind) && domainRules[kind as DomainKind].workloads === 'own-cluster'
}
