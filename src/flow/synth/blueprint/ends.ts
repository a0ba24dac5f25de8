import { domainRules } from '../../../model/domain-rules.js'
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
  /** Labels of its own pods that are meant, where not all of its namespace are. */
  own?: Readonly<Record<string, string>>
  /** Whether rules can be put on its own side: it has a namespace on the cloud. */
  placed: boolean
}

function placedEnd(id: string, domain: string): End {
  return { id, domain, peer: { namespaces: { [labelKeys.domain]: domain, [labelKeys.system]: id } }, placed: true }
}

/** Finds the ends of dependencies among what runs on one cloud, what still runs in a room, and the platforms. */
export interface EndFinder {
  find(id: string): End | null
  /** Databases outside the cluster are reached by address, in the domain of their system. */
  findData(id: string): End | null
  /** Whether nothing may pass between two domains: one of their kinds has no exchange, or one is said to be isolated from the other. */
  areIsolated(from: string, to: string): boolean
  /** The platform that flows between two domains pass; null when neither domain declares one. */
  exchangeBetween(from: string, to: string): string | null
  /** Whether it is a cross-network exchange in use. */
  isExchange(id: string): boolean
}

export function endFinder(inventory: Inventory, placements: readonly Placement[], cloud: string): EndFinder {
  const domains = new Map(inventory.domains.map((domain) => [domain.id, domain]))
  const placed = new Map(placements.map((placement) => [placement.system.id, placement]))
  const exchanges = new Set(exchangesOf(inventory))

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
      return exchanges.has(id) ? exchangeEnd(id) : byAddress(id, domainOf(id))
    },
    findData(id) {
      const placement = placed.get(id)
      return placement?.cloud.id === cloud && keepsDataInside(placement) ? placedEnd(id, placement.domain) : byAddress(id, domainOf(id))
    },
    areIsolated(from, to) {
      const [one, other] = [domains.get(from), domains.get(to)]
      const closed = [one, other].some((domain) => domain !== undefined && !domainRules[domain.kind].exchange)
      return closed || one?.isolatedFrom?.includes(to) === true || other?.isolatedFrom?.includes(from) === true
    },
    exchangeBetween: (from, to) => [from, to].map((id) => domains.get(id)?.exchange).find((id) => id !== undefined && exchanges.has(id)) ?? null,
    isExchange: (id) => exchanges.has(id),
  }
}

/** Cross-network exchanges that a domain names as its own or a dependency as its way, in order. */
export function exchangesOf({ domains, platforms, dependencies }: Inventory): string[] {
  const gateways = new Set(platforms.filter(({ kind }) => kind === 'exchange_gateway').map(({ id }) => id))
  const named = [...domains.map(({ exchange }) => exchange), ...dependencies.map(({ via }) => via)]
  return [...new Set(named.flatMap((id) => (id !== undefined && gateways.has(id) ? [id] : [])))].sort()
}

/** What calls the exchange itself, or is called by it, has a channel of its own: what that opens leads to nobody else's. */
function exchangeEnd(id: string): End {
  const own = { [labelKeys.channel]: id }
  return { id, domain: null, peer: { namespaces: { [labelKeys.exchange]: id }, pods: own }, own, placed: true }
}

/** Whether its databases are clusters of CloudNativePG beside it, so that they are reached like the system itself. */
function keepsDataInside({ target }: Placement): boolean {
  return target?.db?.some(({ hosting }) => hosting === 'cloudnative_pg') ?? false
}
