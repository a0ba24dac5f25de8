import { textAt } from '../data-path.js'
import type { Finding } from '../finding.js'
import { entriesIn, entryName, type PlaceData } from '../place-data.js'
import { domainIndex, listAt, type DomainIndex, type KnownDomain } from './domain-index.js'

/** Domains whose exchange is none, or that may have none, and domains that hold something and have no addresses. */
export function domainProblems(data: PlaceData): Finding[] {
  const index = domainIndex(data)
  const used = usedDomains(data)
  return [...index.domains.values()].flatMap((domain) => [...exchangeProblems(domain, index, data), ...missingCidr(domain, used)])
}

function exchangeProblems({ entry, exchange, rules }: KnownDomain, { gateways }: DomainIndex, data: PlaceData): Finding[] {
  if (exchange === undefined) return []
  const at = { file: entry.file, path: [...entry.path, 'exchange'], part: 'value' } as const
  const domain = entryName(entry)
  if (rules?.exchange === false) return [{ code: 'NET_DOMAIN_MAY_NOT_EXCHANGE', params: { domain, kind: textAt(entry.record, 'kind') ?? '', exchange }, ...at }]
  const platform = entriesIn(data, 'platforms').find(({ record }) => textAt(record, 'id') === exchange)
  if (platform === undefined || gateways.has(exchange)) return []
  const known = [...gateways].sort().join(', ') || '-'
  return [{ code: 'NET_NOT_AN_EXCHANGE', params: { domain, platform: exchange, kind: textAt(platform.record, 'kind') ?? '', known }, ...at }]
}

function missingCidr({ id, entry }: KnownDomain, used: ReadonlyMap<string, string>): Finding[] {
  const by = used.get(id)
  if (by === undefined || listAt(entry.record, 'cidr').length > 0) return []
  return [{ code: 'NET_DOMAIN_WITHOUT_CIDR', params: { domain: entryName(entry), by }, file: entry.file, path: [...entry.path, 'id'], part: 'value' }]
}

/** Domains that something lies in, with the name of the first thing that does. */
function usedDomains(data: PlaceData): Map<string, string> {
  const used = new Map<string, string>()
  for (const [list, key] of [['systems', 'deployments'], ['clouds', 'zones']] as const) {
    for (const entry of entriesIn(data, list)) {
      const named = listAt(entry.record, key).flatMap((part) => textAt(part, 'domain') ?? [])
      for (const domain of named.filter((one) => !used.has(one))) used.set(domain, entryName(entry))
    }
  }
  return used
}
