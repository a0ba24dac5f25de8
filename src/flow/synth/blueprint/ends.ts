import type { Inventory } from '../../inventory/schema/inventory.js'
import { labelKeys } from '../labels.js'
import type { RulePeer } from './allow-rule.js'
import type { Placement } from './placement.js'

/** One end of a flow: where it is, in which domain, and which of its ports may be reached. */
export interface End {
  id: string
  /** Null for an exchange, which stands between domains. */
  domain: string | null
  peer: RulePeer
  /** Whether rules can be put on its own side: it has a namespace on the cloud. */
  placed: boolean
}

function placedEnd(id: string, domain: string): End {
  return { id, domain, peer: { namespaces: { [labelKeys.domain]: domain, [labelKeys.system]: id } }, placed: true }
}

/** Finds the ends of dependencies among what runs on one cloud, what still runs in a room, and the platforms. */
export interface EndFinder {
  find(id: string): End | null
  /** Databases are outside the cluster: reached by address, in the domain of their system. */
  findData(id: string): End | null
  /** The platform that flows between two domains pass; null when neither domain declares one. */
  exchangeBetween(from: string, to: string): string | null
  isExchange(id: string): boolean
}

export function endFinder(inventory: Inventory, placements: readonly Placement[], cloud: string): EndFinder {
  const domains = new Map(inventory.domains.map((domain) => [domain.id, domain]))
  const placed = new Map(placements.map((placement) => [placement.system.id, placement]))
  const exchanges = new Set(inventory.domains.flatMap(({ exchange }) => exchange ?? []))

  function byAddress(id: string, domain: string | undefined): End | null {
    const cidrs = domain === undefined ? undefined : domains.get(domain)?.cidr
    return domain === undefined || !cidrs ? null : { id, domain, peer: { cidrs }, placed: false }
  }

  function domainOf(id: string): string | undefined {
    const system = inventory.systems.find((candidate) => candidate.id === id)
    const current = system?.deployments?.find(({ env, domain }) => env === 'current' && domain !== undefined)
    // What goes to another cloud is reached by address, in the domain it has there.
    return placed.get(id)?.domain ?? current?.domain ?? inventory.platforms.find((platform) => platform.id === id)?.domain
  }

  return {
    find(id) {
      const placement = placed.get(id)
      if (placement?.cloud.id === cloud) return placedEnd(id, placement.domain)
      if (exchanges.has(id)) return { id, domain: null, peer: { namespaces: { [labelKeys.exchange]: id } }, placed: true }
      return byAddress(id, domainOf(id))
    },
    findData: (id) => byAddress(id, domainOf(id)),
    exchangeBetween: (from, to) => domains.get(from)?.exchange ?? domains.get(to)?.exchange ?? null,
    isExchange: (id) => exchanges.has(id),
  }
}
