import type { Inventory } from '../../inventory/schema/inventory.js'
import { labelKeys } from '../labels.js'
import { stackNames } from '../names.js'
import { mergeRules, tcp, type AllowRule } from './allow-rule.js'
import { legacyPath } from './edge-unit.js'
import type { CompiledFlows } from './flows.js'
import { servicePorts } from './flows.js'
import type { Placement } from './placement.js'
import { podPort } from './ports.js'
import type { DomainUnit, PlatformUnit, Site } from './units.js'

/** The platform's own stack: what every other stack of the site relies on, and the only ways between domains. */
export function platformUnit(inventory: Inventory, site: Site, flows: CompiledFlows): PlatformUnit {
  const platforms = [...new Set(inventory.domains.flatMap(({ exchange }) => exchange ?? []))].sort()
  const exchanges = platforms.map((platform) => ({ platform, rules: mergeRules(flows.rules.get(platform) ?? []) }))
  return { kind: 'platform', name: stackNames.platform(site.id), site, dependencies: [], exchanges }
}

/** A domain's stack: its gateway's namespace, through which the domain's users reach its systems and nobody else's. */
export function domainUnit(inventory: Inventory, domain: string, site: Site, members: readonly Placement[]): DomainUnit {
  const cidrs = [...(inventory.domains.find(({ id }) => id === domain)?.cidr ?? [])].sort()
  const ports = members.flatMap(({ system }) => servicePorts(system.deployments ?? [])).map(podPort)
  const users: AllowRule = { name: 'allow-from-users', direction: 'ingress', peer: { cidrs }, ports: tcp([80, 443].map(podPort)) }
  const systems: AllowRule = { name: 'allow-to-systems', direction: 'egress', peer: { namespaces: { [labelKeys.domain]: domain } }, ports: tcp(ports) }
  const reachable = members.filter((placement) => legacyPath(placement) === 'open').flatMap(({ system }) => servicePorts(system.deployments ?? []).slice(0, 1))
  const legacy: AllowRule = { name: 'allow-to-legacy', direction: 'egress', peer: { cidrs }, ports: tcp(reachable) }
  return {
    kind: 'domain', name: stackNames.domain(domain, site.id), site, dependencies: [stackNames.platform(site.id)], domain, cidrs,
    rules: [...(cidrs.length > 0 ? [users] : []), ...(cidrs.length > 0 && reachable.length > 0 ? [legacy] : []), systems],
  }
}
