import { domainRules, type DomainKind } from '../../../model/domain-rules.js'
import type { Inventory } from '../../inventory/schema/inventory.js'
import { fact } from '../facts.js'
import { labelKeys } from '../labels.js'
import { stackNames } from '../names.js'
import { mergeRules, tcp, type AllowRule } from './allow-rule.js'
import { legacyPath } from './edge-unit.js'
import { exchangesOf } from './ends.js'
import type { CompiledFlows } from './flows.js'
import { servicePorts } from './flows.js'
import { internetBlock } from './internet.js'
import type { Placement } from './placement.js'
import { podPort } from './ports.js'
import type { DomainUnit, PlatformUnit, Site } from './units.js'

/** The platform's own stack: what every other stack of the site relies on, and the only ways between domains, for the flows of all clouds there. */
export function platformUnit(inventory: Inventory, site: Site, flows: readonly CompiledFlows[]): PlatformUnit {
  const exchanges = exchangesOf(inventory).map((platform) => {
    const rules = mergeRules(flows.flatMap(({ exchanges }) => exchanges.get(platform) ?? []))
    return { platform, channels: [...new Set(rules.flatMap(({ own }) => own?.[labelKeys.channel] ?? []))].sort(), rules }
  })
  const domains = inventory.domains.map(({ id, cidr }) => ({ id, cidrs: [...(cidr ?? [])].sort() }))
  return { kind: 'platform', name: stackNames.platform(site.id), site, dependencies: [], exchanges, domains }
}

/** A domain's stack: its gateway's namespace, through which its users reach its systems and nobody else's. */
export function domainUnit(inventory: Inventory, domain: string, site: Site, members: readonly Placement[]): DomainUnit {
  const stated = inventory.domains.find(({ id }) => id === domain)
  const kind = stated?.kind ?? 'private_zone'
  const cidrs = [...(stated?.cidr ?? [])].sort()
  const ports = members.flatMap(({ system }) => servicePorts(system.id, system.deployments ?? [])).map(podPort)
  const systems: AllowRule = {
    name: 'allow-to-systems', direction: 'egress', peer: { namespaces: { [labelKeys.domain]: domain } }, ports: tcp(ports), because: [fact.domain(domain)],
  }
  const rules = [...usersOf(inventory, domain, kind, cidrs), ...legacyOf(cidrs, members), systems]
  const dependencies = [stackNames.platform(site.id)]
  return { kind: 'domain', name: stackNames.domain(domain, site.id), site, dependencies, domain, domainKind: kind, cidrs, rules }
}

/** Who may call the gateway, by the domain's kind. */
function usersOf(inventory: Inventory, domain: string, kind: DomainKind, cidrs: readonly string[]): AllowRule[] {
  const { users } = domainRules[kind]
  const rule = { direction: 'ingress', ports: tcp([80, 443].map(podPort)), because: [fact.domain(domain)] } as const
  return [
    ...(users !== 'nobody' && cidrs.length > 0 ? [{ ...rule, name: 'allow-from-users', peer: { cidrs } }] : []),
    ...(users === 'internet' ? [{ ...rule, name: 'allow-from-internet', peer: internetBlock(inventory.domains.flatMap(({ cidr }) => cidr ?? [])) }] : []),
  ]
}

/** The old side of members that have one in the same domain: the gateway sends them their users until the weights have shifted. */
function legacyOf(cidrs: readonly string[], members: readonly Placement[]): AllowRule[] {
  const reachable = members.filter((placement) => legacyPath(placement) === 'open')
  const ports = reachable.flatMap(({ system }) => servicePorts(system.id, system.deployments ?? []).slice(0, 1))
  if (cidrs.length === 0 || ports.length === 0) return []
  const because = reachable.map(({ system }) => fact.legacy(system.id)).sort()
  return [{ name: 'allow-to-legacy', direction: 'egress', peer: { cidrs }, ports: tcp(ports), because }]
}
