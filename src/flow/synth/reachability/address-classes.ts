import { addressRange, containsRange, type AddressRange } from './addresses.js'
import { notPublic } from '../reserved-addresses.js'
import type { Outside } from './network.js'

/** Address ranges of a network domain. */
export interface DomainAddresses {
  readonly domain: string
  readonly cidrs: readonly string[]
}

/**
 * Every address there is, cut wherever a policy, a domain or the internet begins or ends: no rule can tell two addresses of one
 * piece apart, so that one endpoint stands for all of them.
 */
export function addressClasses(blocks: readonly string[], domains: readonly DomainAddresses[]): Outside[] {
  const owned = domains.flatMap(({ domain, cidrs }) => ranges(cidrs).map((range) => ({ domain, range })))
  const reserved = ranges(notPublic)
  const cuts = [...ranges(['0.0.0.0/0', '::/0']), ...ranges(blocks), ...owned.map(({ range }) => range), ...reserved]
  return ([4, 6] as const).flatMap((family) => pieces(cuts.filter((range) => range.family === family), family)).map((addresses) => {
    const owner = owned.find(({ range }) => containsRange(range, addresses))?.domain
    const domain = owner ?? (reserved.some((range) => containsRange(range, addresses)) ? 'elsewhere' : 'internet')
    return { id: `${textOf(addresses.first, addresses.family)}-${textOf(addresses.last, addresses.family)}`, domain, addresses }
  })
}

function ranges(cidrs: readonly string[]): AddressRange[] {
  return cidrs.flatMap((cidr) => addressRange(cidr) ?? [])
}

function pieces(cuts: readonly AddressRange[], family: 4 | 6): AddressRange[] {
  const starts = [...new Set(cuts.flatMap(({ first, last }) => [first, last + 1n]))].sort((a, b) => (a < b ? -1 : 1))
  return starts.slice(0, -1).map((first, index) => ({ family, first, last: starts[index + 1]! - 1n }))
}

function textOf(address: bigint, family: 4 | 6): string {
  if (family === 4) return [24n, 16n, 8n, 0n].map((shift) => (address >> shift) & 255n).join('.')
  const groups = [112n, 96n, 80n, 64n, 48n, 32n, 16n, 0n].map((shift) => ((address >> shift) & 65_535n).toString(16)).join(':')
  return groups.replace(/(^|:)0(:0)+(:|$)/, '::')
}
