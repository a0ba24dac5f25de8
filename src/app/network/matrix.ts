import type { Diagnostic } from '../../diagnostics/diagnostic.js'
import { crossDomainPaths } from '../../flow/synth/reachability/cross-domain.js'
import { evaluator } from '../../flow/synth/reachability/evaluate.js'
import type { Endpoint, Network } from '../../flow/synth/reachability/network.js'
import { placeNetworks } from './networks.js'

/** How many may reach how many, from one domain to another or within one. */
export interface MatrixCell {
  readonly from: string
  readonly to: string
  /** Ordered pairs of systems; everybody at the addresses of a domain, or of the internet, is one, and so is a domain's gateway. */
  readonly pairs: number
  /** Platforms they pass; empty within a domain, and where no exchange stands between. */
  readonly exchanges: readonly string[]
}

export interface SiteMatrix {
  readonly site: string
  /** Domains in order, with how many systems run there; `internet` and `elsewhere` where they take part. */
  readonly domains: readonly { readonly domain: string; readonly name: string | null; readonly systems: number }[]
  readonly cells: readonly MatrixCell[]
}

export interface MatrixResult {
  readonly diagnostics: readonly Diagnostic[]
  readonly sources: ReadonlyMap<string, string>
  readonly sites: readonly SiteMatrix[]
}

/** Which domains may reach which, at every site or one. */
export async function networkMatrix(root: string, name: string, site?: string): Promise<MatrixResult> {
  const { diagnostics, sources, loaded } = await placeNetworks(root, name, site)
  const named = new Map(loaded?.inventory.domains.map((domain) => [domain.id, domain.name]))
  return { diagnostics, sources, sites: (loaded?.networks ?? []).map((network) => matrixOf(network, named)) }
}

function matrixOf(network: Network, named: ReadonlyMap<string, string>): SiteMatrix {
  const cells = new Map<string, { from: string; to: string; pairs: Set<string>; exchanges: Set<string> }>()
  const add = (fromDomain: string, toDomain: string, pair: string, via: string | null): void => {
    const key = `${fromDomain} ${toDomain}`
    const cell = cells.get(key) ?? { from: fromDomain, to: toDomain, pairs: new Set(), exchanges: new Set() }
    cells.set(key, cell)
    cell.pairs.add(pair)
    const platform = via?.split('/')[1]
    if (platform) cell.exchanges.add(platform)
  }
  const outside = new Map(network.endpoints.flatMap((endpoint) => ('addresses' in endpoint ? [[endpoint.id, endpoint.domain] as const] : [])))
  const nameOf = (id: string): string => outside.get(id) ?? id.split('/').slice(0, id.startsWith('gateway/') ? 2 : 1).join('/')
  for (const { from, to } of evaluator(network).reachablePairs()) {
    // Within a domain everybody reaches its gateway, and that every system: only what systems have of each other is told.
    if (from.domain === null || from.domain !== to.domain || [from, to].some((end) => end.relays !== undefined || 'addresses' in end)) continue
    if (nameOf(from.id) !== nameOf(to.id)) add(from.domain, to.domain, `${nameOf(from.id)} ${nameOf(to.id)}`, null)
  }
  for (const { from, fromDomain, to, toDomain, via } of crossDomainPaths(network)) add(fromDomain, toDomain, `${nameOf(from)} ${nameOf(to)}`, via)
  const counted = [...cells.values()].map(({ from, to, pairs, exchanges }) => ({ from, to, pairs: pairs.size, exchanges: [...exchanges].sort() }))
  const sorted = counted.sort((a, b) => (`${a.from} ${a.to}` < `${b.from} ${b.to}` ? -1 : 1))
  return { site: network.site, domains: domainsOf(network, sorted, named), cells: sorted }
}

function domainsOf({ endpoints }: Network, cells: readonly MatrixCell[], named: ReadonlyMap<string, string>): SiteMatrix['domains'] {
  const living = endpoints.filter((endpoint) => 'namespace' in endpoint && endpoint.relays === undefined)
  const taking = new Set([...living.flatMap(({ domain }) => domain ?? []), ...cells.flatMap(({ from, to }) => [from, to])])
  const order = (domain: string): string => `${named.has(domain) ? 0 : 1} ${domain}`
  const sorted = [...taking].sort((a, b) => (order(a) < order(b) ? -1 : 1))
  return sorted.map((domain) => ({ domain, name: named.get(domain) ?? null, systems: systemsOf(living, domain) }))
}

/** Parts of one system count once. */
function systemsOf(living: readonly Endpoint[], domain: string): number {
  return new Set(living.filter((endpoint) => endpoint.domain === domain).map(({ id }) => id.split('/')[0])).size
}
