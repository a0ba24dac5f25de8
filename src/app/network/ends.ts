import type { Inventory } from '../../flow/inventory/schema/inventory.js'
import { addressRange, containsRange } from '../../flow/synth/reachability/addresses.js'
import type { Endpoint, Network } from '../../flow/synth/reachability/network.js'
import type { Protocol } from '../../flow/synth/reachability/port-sets.js'
import { podPort } from '../../model/pod-port.js'

/** One end of a question, as the network of a site knows it: by several endpoints where several fit the name. */
export interface NamedEnd {
  readonly name: string
  readonly endpoints: readonly Endpoint[]
}

/** The inventory, and where the systems are that have a stack at any site. */
export interface PlacedSystems {
  readonly inventory: Inventory
  readonly placed: ReadonlyMap<string, { readonly domain: string; readonly cloud: string }>
  /** Clouds by the ids of their sites. */
  readonly clouds: ReadonlyMap<string, string>
}

/**
 * A system, a domain (its gateway), an exchange, an address, `internet` or `dns`. What does not run at the site, but in a room or on
 * another cloud, is the addresses of its domain. Null when nothing has that name.
 */
export function namedEnd(name: string, { site, endpoints }: Network, systems: PlacedSystems): NamedEnd | null {
  const by = (fits: (endpoint: Endpoint) => boolean): NamedEnd | null => {
    const found = endpoints.filter(fits)
    return found.length === 0 ? null : { name, endpoints: found }
  }
  const outside = (domain: string) => by((endpoint) => 'addresses' in endpoint && endpoint.domain === domain)
  const address = addressRange(name)
  if (address) return by((endpoint) => 'addresses' in endpoint && containsRange(endpoint.addresses, address))
  if (name === 'internet') return outside('internet')
  const exact = by(({ id }) => id === name) ?? by(({ id }) => id === `exchange/${name}/${name}`)
  const here = exact ?? by(({ id }) => [`gateway/${name}`, `exchange/${name}`].includes(id)) ?? by(({ id }) => id.startsWith(`${name}/`))
  // A system of this cloud that is not here has no replica, and nothing that stands for it.
  if (here || systems.placed.get(name)?.cloud === systems.clouds.get(site)) return here
  const domain = domainOf(name, systems)
  return domain === undefined ? null : outside(domain)
}

/** The domain of a system, platform or domain: where its stack puts it, else where it stands today. */
export function domainOf(name: string, { inventory, placed }: PlacedSystems): string | undefined {
  const current = inventory.systems.find(({ id }) => id === name)?.deployments?.find(({ env, domain }) => env === 'current' && domain !== undefined)
  const itself = inventory.domains.find(({ id }) => id === name)
  return placed.get(name)?.domain ?? current?.domain ?? itself?.id ?? inventory.platforms.find(({ id }) => id === name)?.domain
}

/** Names of everything that can be asked about, to correct a misspelt one. */
export function knownNames({ endpoints }: Network, { inventory: { systems, platforms, domains } }: PlacedSystems): string[] {
  const here = endpoints.flatMap((endpoint) => ('addresses' in endpoint ? [] : [endpoint.id]))
  return [...here, ...[...systems, ...platforms, ...domains].map(({ id }) => id), 'internet']
}

export interface AskedPort {
  readonly port: number
  readonly protocol: Protocol
}

/** The port asked for, as pods have it: one that only the administrator may open is served by another. */
export function podPortOf(asked: number, { endpoints: [target] }: NamedEnd): AskedPort {
  if (target === undefined || 'addresses' in target) return { port: asked, protocol: 'TCP' }
  const known = target.ports.find(({ port }) => port === asked)
  return known ?? { port: podPort(asked), protocol: 'TCP' }
}

/** Where no port is asked for and none is open: the first the target is known to serve, else HTTPS. */
export function usualPort({ endpoints: [target] }: NamedEnd): AskedPort {
  if (target === undefined || 'addresses' in target) return { port: 443, protocol: 'TCP' }
  return target.ports[0] ?? { port: podPort(443), protocol: 'TCP' }
}
